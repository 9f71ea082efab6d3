import { count, dayOf, shortDigest, someOf } from '../../../core/index.ts';
import { type GraphNode, nodesOf, type RetireGraph } from '../graph/graph.ts';
import type { Uses } from '../uses/uses.ts';
import type { Ages } from './ages.ts';
import { nameOf } from './closure.ts';
import type { RetirePolicy } from './policy.ts';
import type { Rank } from './rank.ts';
import type { DeleteRule, Reason } from './retire-plan.ts';
import type { Used } from './used.ts';

/** What the rules found that could have kept it, and did not. */
export interface Findings {
  readonly graph: RetireGraph;
  readonly policy: RetirePolicy;
  readonly ages: Ages;
  readonly ranks: ReadonlyMap<string, Rank>;
  readonly used: Used;
  readonly uses: Uses;
}

/** Why nothing keeps a manifest, one clause for each rule that was asked. */
export function deleteReasons(node: GraphNode, findings: Findings): readonly Reason<DeleteRule>[] {
  const { graph, policy, ages, ranks } = findings;
  const reasons: Reason<DeleteRule>[] = [];
  for (const subject of nodesOf(graph, node.subjects).slice(0, 3))
    reasons.push({ rule: 'with-subject', text: `hangs on ${nameOf(subject)}, which goes`, by: subject.key });
  for (const parent of nodesOf(graph, node.parents).slice(0, 3))
    reasons.push({ rule: 'with-index', text: `listed by ${nameOf(parent)}, which goes`, by: parent.key });
  if (node.lostSubject) reasons.push({ rule: 'orphan', text: 'what it hangs on is nowhere in the registries read' });
  if (node.tags.length > 0) {
    const patterns =
      policy.keepTags.length === 0 ? 'no tags are kept by name' : `none is one of ${policy.keepTags.join(', ')}`;
    const tags = someOf(node.tags, 5);
    reasons.push({ rule: 'tags', text: `tagged ${tags}; ${patterns}` });
  } else if (reasons.length === 0) reasons.push({ rule: 'untagged', text: 'no tag points to it' });
  const rank = ranks.get(node.key);
  if (rank !== undefined && policy.keepLast > 0) reasons.push({ rule: 'last', text: rank.text });
  const since = ages.get(node.key);
  if (since !== undefined && policy.youngerThanDays > 0)
    reasons.push({ rule: 'old', text: `from ${dayOf(since)}, older than ${count(policy.youngerThanDays, 'day')}` });
  reasons.push({ rule: 'unused', text: unusedText(node, findings) });
  return reasons;
}

function unusedText(node: GraphNode, { used, uses, policy }: Findings): string {
  const former = used.former.get(node.digest);
  if (former !== undefined)
    return `not in use for ${count(policy.usedWithinDays, 'day')}: last ${former.why} (${dayOf(former.when)})`;
  if (uses.sources.length === 0) return 'nobody was asked whether it is in use';
  const sources = someOf(uses.sources, 3);
  return `${shortDigest(node.digest)} is not known to ${sources} as in use`;
}

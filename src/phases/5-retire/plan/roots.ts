import { count, dayOf } from '../../../core/index.ts';
import { compileGlob, type GlobMatcher, nameGlob } from '../../../foundations/formats/index.ts';
import { type GraphNode, type NodeKey, type RetireGraph, repositoryOf } from '../graph/graph.ts';
import type { Uses } from '../uses/uses.ts';
import type { Ages } from './ages.ts';
import { daysBefore } from './days.ts';
import type { RetirePolicy } from './policy.ts';
import { rankTagged } from './rank.ts';
import type { KeepRule, Reason } from './retire-plan.ts';
import type { Used } from './used.ts';

export type Reasons = Map<NodeKey, Reason<KeepRule>[]>;

/** Tags that stay: those of a pattern. */
interface KeptTags {
  readonly pattern: string;
  readonly fits: GlobMatcher;
}

/** What stays for its own sake, with the reasons. What it needs in turn is `closure`'s part. */
export function rootsOf(
  graph: RetireGraph,
  used: Used,
  uses: Uses,
  ages: Ages,
  policy: RetirePolicy,
  now: Date,
): Reasons {
  const roots: Reasons = new Map();
  const keepTags = policy.keepTags.map((pattern) => ({ pattern, fits: compileGlob(pattern, nameGlob) }));
  const ranks = rankTagged(graph, ages, policy.keepLast);
  const allRead = graph.unread.size === 0 && graph.registries.every(({ whole }) => whole);
  const [unknown] = uses.unknown;
  for (const node of graph.nodes.values()) {
    const reasons: Reason<KeepRule>[] = [];
    const problem = graph.unread.get(repositoryOf(node))?.[0];
    if (problem !== undefined)
      reasons.push({ rule: 'not-read', text: `${problem.where} could not be read whole (${problem.why})` });
    if (unknown !== undefined)
      reasons.push({
        rule: 'use-unknown',
        text: `what is in use could not be determined: ${unknown.source}: ${unknown.why}`,
      });
    reasons.push(...(used.reasons.get(node.key) ?? []), ...tagReasons(node, keepTags));
    const isAttachment = node.subjects.length > 0 || node.lostSubject;
    const rank = ranks.get(node.key);
    if (rank?.keep === true) reasons.push({ rule: 'last', text: rank.text });
    if (node.lostSubject && (policy.orphans === 'keep' || !allRead))
      reasons.push({
        rule: 'orphan',
        text: 'what it hangs on is in no repository that was read, and may be elsewhere',
      });
    const age = policy.youngerThanDays === 0 ? undefined : ageReason(ages.get(node.key), policy.youngerThanDays, now);
    // A new signature does not make an old image young; one that lost its image has no other age.
    if (age !== undefined && (!isAttachment || (node.lostSubject && age.rule === 'young'))) reasons.push(age);
    if (reasons.length > 0) roots.set(node.key, reasons);
  }
  return roots;
}

function tagReasons(node: GraphNode, keepTags: readonly KeptTags[]): readonly Reason<KeepRule>[] {
  for (const tag of node.tags)
    for (const { pattern, fits } of keepTags) {
      const name = pattern.includes(':') ? `${node.repository}:${tag}` : tag;
      if (fits(name)) return [{ rule: 'kept-tag', text: `tag ${tag} is one of ${pattern}` }];
    }
  return [];
}

function ageReason(since: string | undefined, days: number, now: Date): Reason<KeepRule> | undefined {
  if (since === undefined) return { rule: 'age-unknown', text: 'nothing tells how old it is' };
  if (since < daysBefore(now, days)) return undefined;
  return { rule: 'young', text: `from ${dayOf(since)}, younger than ${count(days, 'day')}` };
}

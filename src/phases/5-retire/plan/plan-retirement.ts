import { defined } from '../../../core/index.ts';
import { payloadDigest } from '../../../foundations/ledger/index.ts';
import { type GraphNode, nodesOf, type RetireGraph } from '../graph/graph.ts';
import type { Uses } from '../uses/uses.ts';
import { agesOf } from './ages.ts';
import { countBytes } from './bytes.ts';
import { closure } from './closure.ts';
import { deleteReasons } from './delete-reasons.ts';
import { graphContent } from './graph-content.ts';
import { deletionOrder } from './order.ts';
import { checkPolicy, type RetirePolicy } from './policy.ts';
import { rankTagged } from './rank.ts';
import { type RetirePlan, retirePlanVersion } from './retire-plan.ts';
import { rootsOf } from './roots.ts';
import { usedNodes } from './used.ts';

/**
 * What may go, in which order, and why everything else stays. Pure: the same graph, uses, policy and time give the same plan. Everything that is not
 * kept goes; whatever could not be determined keeps. Throws `E_USAGE` for a policy that keeps nothing.
 */
export function planRetirement(graph: RetireGraph, uses: Uses, policy: RetirePolicy, now: Date): RetirePlan {
  checkPolicy(policy);
  const used = usedNodes(graph, uses, policy, now);
  const ages = agesOf(graph, uses.firstSeen);
  const kept = closure(graph, rootsOf(graph, used, uses, ages, policy, now), policy.keepBases);
  const order = deletionOrder([...graph.nodes.values()].filter(({ key }) => !kept.has(key)));
  const { freedBy, ...bytes } = countBytes(graph, order);
  const findings = { graph, policy, ages, ranks: rankTagged(graph, ages, policy.keepLast), used, uses };
  return {
    schema: 'seaworthy.retire-plan',
    schemaVersion: retirePlanVersion,
    created: now.toISOString(),
    policy,
    inputs: {
      registries: payloadDigest(graphContent(graph)),
      uses: payloadDigest(uses),
      policy: payloadDigest(policy),
    },
    registries: graph.registries,
    sources: uses.sources,
    keep: nodesOf(graph, [...kept.keys()].sort()).map((node) => ({
      ...entryOf(node),
      reasons: kept.get(node.key) ?? [],
    })),
    delete: order.map((node, at) => ({
      ...entryOf(node),
      reasons: deleteReasons(node, findings),
      parents: node.parents,
      subjects: node.subjects,
      children: node.children,
      attachments: node.attachments,
      frees: freedBy[at] ?? 0,
    })),
    bytes,
    problems: [...graph.problems, ...[...graph.unread.values()].flat()],
    warnings: [...used.warnings, ...warningsOf(uses, policy)],
  };
}

function entryOf(node: GraphNode) {
  const { key, registry, repository, digest, facts } = node;
  const { kind, mediaType, artifactType } = facts;
  const tags = [...node.tags, ...node.attachmentTags].sort();
  return {
    key,
    registry,
    repository,
    digest,
    kind,
    mediaType,
    ...defined({ artifactType }),
    tags,
  };
}

function warningsOf(uses: Uses, policy: RetirePolicy): readonly string[] {
  const warnings: string[] = [];
  if (uses.sources.length === 0) warnings.push('nobody was asked what is in use: neither a ledger nor manifests');
  for (const { source, why } of uses.unknown)
    warnings.push(`everything stays, as what is in use could not be determined: ${source}: ${why}`);
  if (policy.youngerThanDays === 0) warnings.push('new images are not spared: an image pushed a moment ago may go');
  return warnings;
}

import { shortDigest } from '../../../core/index.ts';
import { type GraphNode, type NodeKey, nodesOf, type RetireGraph } from '../graph/graph.ts';
import { baseFinder } from './bases.ts';
import type { KeepRule, Reason } from './retire-plan.ts';
import type { Reasons } from './roots.ts';

/** Most reasons that are told of one manifest: a base may have a thousand images upon it. */
const mostReasons = 4;
/** Reasons by which somebody may pull an image by the index that it came from. */
const passesUp: readonly KeepRule[] = ['in-use', 'referenced', 'base', 'holds-used'];
/** Reasons by which an attachment is wanted for itself. */
const wantsSubject: readonly KeepRule[] = ['in-use', 'referenced', 'kept-tag'];

/**
 * Everything that stays: the roots and all that they need, until nothing more is needed. An index needs what it lists; whatever stays needs what hangs
 * on it; a variant in use needs the indexes that it may be pulled by; an attachment that is wanted for itself needs its subject; an
 * image needs the images it is built upon (`bases`).
 */
export function closure(graph: RetireGraph, roots: Reasons, bases: boolean): Reasons {
  const kept: Reasons = new Map();
  const pending: GraphNode[] = [];
  const keep = (node: GraphNode, reasons: readonly Reason<KeepRule>[]): void => {
    const known = kept.get(node.key);
    if (known === undefined) {
      kept.set(node.key, [...reasons]);
      pending.push(node);
      return;
    }
    const before = known.length;
    const passed = known.some(({ rule }) => passesUp.includes(rule));
    for (const reason of reasons)
      if (before < mostReasons && !known.some(({ text }) => text === reason.text)) known.push(reason);
    // A reason that reaches further than those before it is followed even where there is no room to tell it.
    if (passed || !reasons.some(({ rule }) => passesUp.includes(rule))) return;
    if (known.length === before) known.push(...reasons.slice(0, 1));
    pending.push(node);
  };
  const findBases = bases ? baseFinder(graph) : () => [];
  for (const node of sortedNodes(graph, roots.keys())) keep(node, roots.get(node.key) ?? []);
  const done = new Set<NodeKey>();
  // Grows while it is walked.
  for (const node of pending) {
    const because = (rule: KeepRule, text: string): readonly Reason<KeepRule>[] => [{ rule, text, by: node.key }];
    const own = kept.get(node.key) ?? [];
    if (!done.has(node.key)) {
      done.add(node.key);
      for (const child of nodesOf(graph, node.children)) keep(child, because('child', `listed by ${nameOf(node)}`));
      for (const hung of nodesOf(graph, node.attachments))
        keep(hung, because('attached', `hangs on ${nameOf(node)}, which stays`));
      for (const base of findBases(node)) keep(base, because('base', `${nameOf(node)} is built upon it`));
      if (own.some(({ rule }) => wantsSubject.includes(rule)))
        for (const subject of nodesOf(graph, node.subjects))
          keep(subject, because('subject', `${nameOf(node)}, which stays, is about it`));
    }
    if (own.some(({ rule }) => passesUp.includes(rule)))
      // A list of referrers is no index that anybody pulls.
      for (const parent of nodesOf(graph, node.parents))
        if (parent.attachmentTags.length === 0 || parent.tags.length > 0)
          keep(parent, because('holds-used', `lists ${nameOf(node)}, which is needed`));
  }
  return kept;
}

function sortedNodes(graph: RetireGraph, keys: Iterable<NodeKey>): readonly GraphNode[] {
  return nodesOf(graph, [...keys].sort());
}

/** How a manifest is called in a reason: `index 0123456789ab tagged v3`. */
export function nameOf(node: GraphNode): string {
  const what = { index: 'index', image: 'image', artifact: 'artifact', opaque: 'image' }[node.facts.kind];
  const tags = node.tags.length === 0 ? '' : ` tagged ${node.tags.slice(0, 3).join(', ')}`;
  return `${what} ${shortDigest(node.digest)}${tags}`;
}

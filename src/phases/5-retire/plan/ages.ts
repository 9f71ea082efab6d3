import type { Digest } from '../../../core/index.ts';
import { type GraphNode, type NodeKey, nodesOf, type RetireGraph } from '../graph/graph.ts';
import type { FirstSeen } from '../uses/uses.ts';

/** Since when a manifest is there, as far as is known (ISO 8601); absent where nothing tells it. */
export type Ages = ReadonlyMap<NodeKey, string>;

/**
 * Registries do not say when something was pushed. What is known is when it says it was made (by then it was not there) and when evidence saw
 * it first (by then it was); the later of the two counts. An index is as young as the youngest that it lists; what does not tell
 * its time takes that of the indexes that list it.
 */
export function agesOf(graph: RetireGraph, firstSeen: readonly FirstSeen[]): Ages {
  const seen = new Map<Digest, string>();
  for (const { digest, when } of firstSeen) {
    const before = seen.get(digest);
    if (before === undefined || when < before) seen.set(digest, when);
  }
  const own = (node: GraphNode): string | undefined => latest([node.facts.created, seen.get(node.digest)]);
  const dated = [...graph.nodes.values()].flatMap((node) => {
    const time = own(node);
    return time === undefined ? [] : [{ node, time }];
  });
  dated.sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
  // From the youngest on, a time goes up to every index that has none yet.
  const upwards = new Map<NodeKey, string>();
  for (const { node, time } of dated) {
    const pending = [node];
    for (const next of pending) {
      if (upwards.has(next.key)) continue;
      upwards.set(next.key, time);
      pending.push(...nodesOf(graph, next.parents));
    }
  }
  const ages = new Map<NodeKey, string>();
  for (const node of graph.nodes.values()) {
    const time = upwards.get(node.key) ?? latest(node.parents.map((key) => upwards.get(key)));
    if (time !== undefined) ages.set(node.key, time);
  }
  return ages;
}

function latest(times: readonly (string | undefined)[]): string | undefined {
  let found: string | undefined;
  for (const time of times) if (time !== undefined && (found === undefined || time > found)) found = time;
  return found;
}

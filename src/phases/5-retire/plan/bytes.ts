import type { Digest } from '../../../core/index.ts';
import type { GraphNode, RetireGraph } from '../graph/graph.ts';

/** Bytes that a registry keeps, blobs that several need counted once. */
export interface ByteCount {
  readonly freed: number;
  readonly kept: number;
  readonly exact: boolean;
  /** By position in the order of deletion: what nothing needs any more from then on. */
  readonly freedBy: readonly number[];
}

/** Counts what garbage collection frees after the deletions. A registry keeps a blob once, in however many repositories it is. */
export function countBytes(graph: RetireGraph, order: readonly GraphNode[]): ByteCount {
  const going = new Set(order.map(({ key }) => key));
  const needed = new Set<string>();
  let kept = 0;
  for (const node of graph.nodes.values()) {
    if (going.has(node.key)) continue;
    for (const [name, size] of blobsOf(node)) {
      if (!needed.has(name)) kept += size;
      needed.add(name);
    }
  }
  /** What each blob is needed by last. */
  const last = new Map<string, { readonly at: number; readonly size: number }>();
  for (const [at, node] of order.entries())
    for (const [name, size] of blobsOf(node)) if (!needed.has(name)) last.set(name, { at, size });
  const freedBy = order.map(() => 0);
  let freed = 0;
  for (const { at, size } of last.values()) {
    freedBy[at] = (freedBy[at] ?? 0) + size;
    freed += size;
  }
  const exact =
    graph.unread.size === 0 &&
    graph.registries.every(({ whole }) => whole) &&
    ![...graph.nodes.values()].some(({ facts }) => facts.kind === 'opaque');
  return { freed, kept, exact, freedBy };
}

/** Everything that is stored for a manifest, itself among it. */
function* blobsOf(node: GraphNode): Generator<readonly [name: string, size: number], void, undefined> {
  const nameIn = (digest: Digest): string => `${node.registry} ${digest}`;
  yield [nameIn(node.digest), node.facts.size];
  for (const { digest, size } of node.facts.blobs) yield [nameIn(digest), size];
}

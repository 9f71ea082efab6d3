import { createHash } from 'node:crypto';
import type { Digest } from '../../../core/index.ts';
import type { GraphNode, RetireGraph } from '../graph/graph.ts';

/** One short name for a list of layers. */
const step = (before: string, layer: Digest): string =>
  createHash('sha256').update(`${before} ${layer}`).digest('base64');

/**
 * Finds the images that an image is built upon: those of the same registry whose layers are the first of its own, in order, and not all of them. The
 * cost of an answer is the number of its layers.
 */
export function baseFinder(graph: RetireGraph): (node: GraphNode) => readonly GraphNode[] {
  const byLayers = new Map<string, GraphNode[]>();
  for (const node of graph.nodes.values()) {
    const { layers } = node.facts;
    if (layers.length === 0) continue;
    const name = layers.reduce(step, node.registry);
    const group = byLayers.get(name);
    if (group === undefined) byLayers.set(name, [node]);
    else group.push(node);
  }
  return ({ registry, facts: { layers } }) => {
    const found: GraphNode[] = [];
    let name: string = registry;
    for (const layer of layers.slice(0, -1)) {
      name = step(name, layer);
      found.push(...(byLayers.get(name) ?? []));
    }
    return found;
  };
}

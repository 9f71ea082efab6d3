import type { RetireGraph } from '../graph/graph.ts';

/** A graph as JSON can carry it, in one order: what a plan's digest of its input is made of. */
export function graphContent(graph: RetireGraph): unknown {
  const sorted = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    nodes: sorted(graph.nodes).map(([, { facts, tags, attachmentTags, key, subjects }]) => ({
      key,
      facts,
      tags,
      attachmentTags,
      subjects,
    })),
    unread: sorted(graph.unread),
    problems: graph.problems,
    registries: graph.registries,
  };
}

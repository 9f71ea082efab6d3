import { dayOf } from '../../../core/index.ts';
import { type GraphNode, type NodeKey, type RetireGraph, repositoryOf } from '../graph/graph.ts';
import type { Ages } from './ages.ts';

/** The place of an image among those of its repository that have a tag, newest first. */
export interface Rank {
  readonly keep: boolean;
  readonly text: string;
}

/**
 * The newest images of each repository stay. Images are counted, not tags, as one image often has several; attachments are neither counted nor
 * ranked. Images of the same time as the last one that stays, and those whose time is not known, stay too.
 */
export function rankTagged(graph: RetireGraph, ages: Ages, keepLast: number): ReadonlyMap<NodeKey, Rank> {
  const groups = new Map<string, GraphNode[]>();
  for (const node of graph.nodes.values()) {
    if (node.tags.length === 0 || node.subjects.length > 0 || node.lostSubject) continue;
    const group = groups.get(repositoryOf(node));
    if (group === undefined) groups.set(repositoryOf(node), [node]);
    else group.push(node);
  }
  const ranks = new Map<NodeKey, Rank>();
  for (const group of groups.values()) {
    const times = group.flatMap(({ key }) => ages.get(key) ?? []).sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
    const places = new Map<string, number>();
    for (const [index, time] of times.entries()) if (!places.has(time)) places.set(time, index + 1);
    const oldest = keepLast === 0 ? undefined : (times[keepLast - 1] ?? '');
    for (const { key } of group) {
      const time = ages.get(key);
      if (time === undefined) {
        const text = 'nothing tells how old it is, so it may be among the newest of its repository';
        ranks.set(key, { keep: keepLast > 0, text });
        continue;
      }
      const place = places.get(time) ?? 0;
      const among = `number ${place} of ${group.length} tagged images of its repository, from ${dayOf(time)}`;
      const keep = oldest !== undefined && time >= oldest;
      const stays = keepLast === 1 ? 'the newest stays' : `the newest ${keepLast} stay`;
      ranks.set(key, { keep, text: keepLast === 0 ? among : `${among}; ${stays}` });
    }
  }
  return ranks;
}

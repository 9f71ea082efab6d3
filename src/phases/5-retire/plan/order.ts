import type { NodeKey } from '../graph/graph.ts';

/** A manifest to be put in order, with what is to come after it; keys outside of the set are passed over. */
export interface Ordered {
  readonly key: NodeKey;
  readonly children: readonly NodeKey[];
  readonly attachments: readonly NodeKey[];
}

/**
 * The order of deletion. At every moment of it, whatever is still there still has all that it lists and all that hangs on it: an index goes before what
 * it lists, a subject before its attachments. What belongs together goes together, family by family, the first by its smallest
 * key. Lists of manifests cannot run in a circle, as each names the digests of its parts; attachments by tag can: then lists count.
 */
export function deletionOrder<T extends Ordered>(entries: readonly T[]): readonly T[] {
  const byKey = new Map([...entries].sort(byKeyOrder).map((entry) => [entry.key, entry]));
  const inside = (keys: readonly NodeKey[]): readonly NodeKey[] => keys.filter((key) => byKey.has(key));
  return families(byKey, inside).flatMap((family) => orderFamily(family, inside));
}

const byKeyOrder = (a: { readonly key: string }, b: { readonly key: string }): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : 0;

function families<T extends Ordered>(
  byKey: ReadonlyMap<NodeKey, T>,
  inside: (keys: readonly NodeKey[]) => readonly NodeKey[],
): readonly (readonly T[])[] {
  const neighbours = new Map<NodeKey, NodeKey[]>([...byKey.keys()].map((key) => [key, []]));
  for (const { key, children, attachments } of byKey.values())
    for (const other of inside([...children, ...attachments])) {
      neighbours.get(key)?.push(other);
      neighbours.get(other)?.push(key);
    }
  const seen = new Set<NodeKey>();
  const found: (readonly T[])[] = [];
  for (const first of byKey.keys()) {
    if (seen.has(first)) continue;
    seen.add(first);
    const family: NodeKey[] = [first];
    for (const key of family)
      for (const other of neighbours.get(key) ?? [])
        if (!seen.has(other)) {
          seen.add(other);
          family.push(other);
        }
    found.push(family.flatMap((key) => byKey.get(key) ?? []).sort(byKeyOrder));
  }
  return found;
}

function orderFamily<T extends Ordered>(
  family: readonly T[],
  inside: (keys: readonly NodeKey[]) => readonly NodeKey[],
): readonly T[] {
  /** How many lists, and how many subjects, are still to go before it. */
  const lists = new Map<NodeKey, number>();
  const subjects = new Map<NodeKey, number>();
  const change = (counts: Map<NodeKey, number>, keys: readonly NodeKey[], by: 1 | -1): void => {
    for (const key of inside(keys)) counts.set(key, (counts.get(key) ?? 0) + by);
  };
  for (const { children, attachments } of family) {
    change(lists, children, 1);
    change(subjects, attachments, 1);
  }
  const isFree = (counts: ReadonlyMap<NodeKey, number>, { key }: T): boolean => (counts.get(key) ?? 0) === 0;
  const members = new Map(family.map((entry) => [entry.key, entry]));
  const done = new Set<NodeKey>();
  const order: T[] = [];
  let wave: readonly T[] = family.filter((entry) => isFree(lists, entry) && isFree(subjects, entry));
  while (order.length < family.length) {
    if (wave.length === 0) {
      const left = family.filter(({ key }) => !done.has(key));
      wave = (left.some((entry) => isFree(lists, entry)) ? left.filter((entry) => isFree(lists, entry)) : left).slice(
        0,
        1,
      );
    }
    for (const { key } of wave) done.add(key);
    order.push(...wave);
    const touched = new Map<NodeKey, T>();
    for (const { children, attachments } of wave) {
      change(lists, children, -1);
      change(subjects, attachments, -1);
      for (const key of inside([...children, ...attachments])) {
        const entry = members.get(key);
        if (entry !== undefined && !done.has(key)) touched.set(key, entry);
      }
    }
    wave = [...touched.values()].filter((entry) => isFree(lists, entry) && isFree(subjects, entry)).sort(byKeyOrder);
  }
  return order;
}

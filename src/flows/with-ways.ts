import type { Inventory, Package } from '../core/index.ts';

/** Longer ways are not told: nobody reads them. */
const longest = 32;

const nameOf = ({ name, version }: Package): string => (version === '' ? name : `${name}@${version}`);

/**
 * The inventory in which each declared package that the project does not ask for itself says by way of which packages it comes to it: the shortest way from one
 * that it asks for, of several the one whose names come first.
 */
export function withWays(inventory: Inventory): Inventory {
  const roots = inventory.packages.filter(({ evidence, direct }) => evidence === 'declared' && direct === true);
  if (roots.length === 0) return inventory;
  const byId = new Map(inventory.packages.map((one) => [one.id, one]));
  /** From which package each was first come to; none for those that the project asks for. */
  const from = new Map<string, string | undefined>(roots.map(({ id }) => [id, undefined]));
  let reached: readonly string[] = roots.map(({ id }) => id);
  while (reached.length > 0) {
    const next: string[] = [];
    for (const id of reached)
      for (const needed of byId.get(id)?.dependencies ?? []) {
        if (from.has(needed)) continue;
        from.set(needed, id);
        next.push(needed);
      }
    reached = next;
  }
  const wayTo = ({ id }: Package): readonly string[] => {
    const way: string[] = [];
    for (let at = from.get(id); at !== undefined && way.length < longest; at = from.get(at)) {
      const one = byId.get(at);
      if (one !== undefined) way.unshift(nameOf(one));
    }
    return way;
  };
  const packages = inventory.packages.map((one) =>
    one.evidence === 'declared' && one.direct === false && from.has(one.id) ? { ...one, byWayOf: wayTo(one) } : one,
  );
  return { ...inventory, packages };
}

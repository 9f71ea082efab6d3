/** Which ids name the same flaw, and which of them a person should see first. */

/** The id in one spelling: no blanks around it, `CVE` in capitals. */
export function normaliseId(id: string): string {
  const trimmed = id.trim();
  return /^cve-/i.test(trimmed) ? trimmed.toUpperCase() : trimmed;
}

/** Whether the id is one of the CVE list, for which KEV and EPSS know something. */
export function isCve(id: string): boolean {
  return id.startsWith('CVE-');
}

/** CVE ids are known everywhere, GHSA ids nearly so; every other prefix is of one ecosystem or vendor. */
const rank = (id: string): number => (isCve(id) ? 0 : id.startsWith('GHSA-') ? 1 : 2);

const isNumber = (part: string): boolean => /^[0-9]+$/.test(part);

/** Numbers by value and before words. */
function compareParts(a: string, b: string): number {
  const numbers = Number(isNumber(b)) - Number(isNumber(a));
  if (numbers !== 0) return numbers;
  if (isNumber(a) && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** CVE before GHSA before the rest; numbers in ids by value, so that CVE-2023-9999 comes before CVE-2023-12345. A total order. */
export function compareIds(a: string, b: string): number {
  const ranks = rank(a) - rank(b);
  if (ranks !== 0) return ranks;
  const left = a.split('-');
  const right = b.split('-');
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const parts = compareParts(left[index] ?? '', right[index] ?? '');
    if (parts !== 0) return parts;
  }
  return left.length - right.length;
}

/**
 * Groups things that share an id, directly or through others (union-find). The order of things is kept within a group, and groups come in
 * the order of their first member.
 */
export function groupByIdentity<Thing>(
  things: readonly Thing[],
  idsOf: (thing: Thing) => readonly string[],
): Thing[][] {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root)) root = next;
    // Shorten the way for the next time, or a chain of aliases would be walked again and again.
    for (let at = id; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const thing of things) {
    const [first, ...others] = idsOf(thing);
    if (first === undefined) continue;
    for (const other of others) {
      const root = rootOf(first);
      const otherRoot = rootOf(other);
      if (root !== otherRoot) parents.set(otherRoot, root);
    }
  }
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const first = idsOf(thing)[0];
    if (first === undefined) continue;
    const root = rootOf(first);
    const group = groups.get(root);
    if (group) group.push(thing);
    else groups.set(root, [thing]);
  }
  return [...groups.values()];
}

/** Takes out of both sets what has the same key, the first with the first, and returns the pairs in the order of `after`. */
export function pairOff<T>(before: Set<T>, after: Set<T>, key: (one: T) => string): [T, T][] {
  const waiting = new Map<string, T[]>();
  // Last first, so that the first can be taken off the end.
  for (const one of [...before].reverse()) {
    const same = waiting.get(key(one));
    if (same === undefined) waiting.set(key(one), [one]);
    else same.push(one);
  }
  const pairs: [T, T][] = [];
  for (const one of [...after]) {
    const partner = waiting.get(key(one))?.pop();
    if (partner === undefined) continue;
    pairs.push([partner, one]);
    before.delete(partner);
    after.delete(one);
  }
  return pairs;
}

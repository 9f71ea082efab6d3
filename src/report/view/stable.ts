/** The head of every object, so that a person who opens the file sees first what it is about; all other keys follow by the alphabet. */
const first = ['schemaVersion', 'tool', 'created', 'subject', 'kind', 'id', 'name', 'version', 'title', 'severity'];
const rank = new Map(first.map((key, index) => [key, index]));

function compareKeys(a: string, b: string): number {
  const difference = (rank.get(a) ?? first.length) - (rank.get(b) ?? first.length);
  return difference !== 0 ? difference : a < b ? -1 : a > b ? 1 : 0;
}

/** The value with the keys of its objects in one order, whatever order they were made in. Lists keep theirs. */
export function stable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stable);
  if (typeof value !== 'object' || value === null) return value;
  const given = value as Readonly<Record<string, unknown>>;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(given).sort(compareKeys)) {
    const each = given[key];
    if (each === undefined) continue;
    // Set as a member whatever its name, also where the engine would take `__proto__` for something else.
    if (key === '__proto__')
      Object.defineProperty(ordered, key, {
        value: stable(each),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else ordered[key] = stable(each);
  }
  return ordered;
}

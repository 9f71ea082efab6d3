/** The members of `T` that have a value, as optional members: what `exactOptionalPropertyTypes` asks for. */
export type DefinedMembers<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/**
 * The members that are not undefined: `{ name, ...defined({ version, path }) }` has no member `version` where there is none, rather than one that says
 * undefined. A member that is null, false, 0 or empty stays.
 */
export function defined<T extends object>(members: T): DefinedMembers<T> {
  const kept: DefinedMembers<T> = {};
  for (const name in members) {
    const value = members[name];
    if (value !== undefined) kept[name] = value as Exclude<T[typeof name], undefined>;
  }
  return kept;
}

/** What can be written as JSON; integers of any size, and maps for objects whose keys come from outside. */
export type JsonValue =
  | null
  | string
  | number
  | bigint
  | boolean
  | readonly JsonValue[]
  | ReadonlyMap<string, JsonValue>;

/** The value as JSON on one line. */
export function writeJson(value: JsonValue): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writeJson).join(',')}]`;
  return `{${[...value].map(([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`).join(',')}}`;
}

const isList = (value: object): value is readonly JsonValue[] => Array.isArray(value);

import { flagTableData } from './flag-table-data.ts';
import { syscallCategoriesData } from './syscall-categories-data.ts';
import { syscallCodesData } from './syscall-codes-data.ts';

/** Name and value of each flag, in the order in which they are written. */
export type FlagTable = readonly (readonly [name: string, value: number])[];

function readPairs(text: string): FlagTable {
  return text.split(/\s+/).map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return [name, Number(value)] as const;
  });
}

/** Flag tables by name. */
export const flagTables: ReadonlyMap<string, FlagTable> = new Map(
  flagTableData
    .trim()
    .split(/\n(?! )/)
    .map((table) => {
      const space = table.indexOf(' ');
      return [table.slice(0, space), readPairs(table.slice(space + 1).trim())] as const;
    }),
);

/** The value of a flag; throws when the table has none of that name. */
export function flagValue(table: string, name: string): number {
  const found = flagTables.get(table)?.find(([flag]) => flag === name);
  if (found === undefined) throw new Error(`no flag ${name} in ${table}`);
  return found[1];
}

/**
 * Names of the flags in a value, joined by `|`. Flags that are part of one named before are left out (`O_RDWR` is `O_RDONLY` and `O_WRONLY`).
 * With `exact` the one name that the value has. Undefined when there is none.
 */
export function flagNames(tableName: string, value: number, exact: boolean): string | undefined {
  const table = flagTables.get(tableName);
  if (table === undefined) return undefined;
  if (exact || value === 0) return table.find(([, flag]) => flag === value)?.[0];
  const names: string[] = [];
  let rest = value;
  for (const [name, flag] of table) {
    if (flag === 0 || (rest & flag) >>> 0 !== flag >>> 0) continue;
    names.push(name);
    rest &= ~flag;
  }
  return names.length === 0 ? undefined : names.join('|');
}

/** Names of system calls by the number that the format gives them. */
export const syscallNames: ReadonlyMap<number, string> = new Map(
  syscallCodesData
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [code = '', name = ''] = pair.split('=');
      return [Number(code), name] as const;
    }),
);

const categories: ReadonlyMap<string, string> = new Map(
  syscallCategoriesData
    .trim()
    .split(/\n(?! )/)
    .flatMap((line) => {
      const [category = '', ...names] = line.split(/\s+/);
      return names.map((name) => [name, category] as const);
    }),
);

/** What a system call is about that has no shape of its own. */
export const syscallCategory = (name: string): string => categories.get(name) ?? 'other';

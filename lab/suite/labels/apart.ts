import type { VersionRange } from '../../../src/core/index.ts';

/** Why the data at hand cannot tell what a label says, whoever is right. */
export type Apart = 'source' | 'record';

/** Numbers of a version that is nothing but numbers, `1.41.0-r0`; undefined for any other. An order of its own: the one of the program is what is judged. */
function numbersOf(version: string): readonly number[] | undefined {
  return /^\d+(?:\.\d+)*(?:-r\d+)?$/.test(version) ? (version.match(/\d+/g) ?? []).map(Number) : undefined;
}

/** Whether one version is older than another; undefined where one of them has more than numbers. */
function isOlder(one: string, other: string): boolean | undefined {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  if (a === undefined || b === undefined) return undefined;
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0];
    if (x !== y) return x < y;
  }
  return false;
}

/** Whether a record says by its own bounds that a version lies in none of its ranges: it is at or after the fix, or before the first with the flaw. */
export const isOutside = (version: string, ranges: readonly VersionRange[]): boolean =>
  ranges.length > 0 &&
  ranges.every(
    ({ introduced, fixed }) =>
      (fixed !== undefined && isOlder(version, fixed) === false) ||
      (introduced !== undefined && isOlder(version, introduced) === true),
  );

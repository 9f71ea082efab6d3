import { isDigest, type Severity, severities, shortDigest } from '../../core/index.ts';

/** Most lines of one list in the details of an event. */
export const mostLines = 6;

/** `1 package`, `3,000 packages`. */
export function many(count: number, one: string, several = `${one}s`): string {
  return `${String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')} ${count === 1 ? one : several}`;
}

/** The first lines, and how many more there are. */
export function first(lines: readonly string[], most = mostLines): readonly string[] {
  return lines.length <= most + 1 ? lines : [...lines.slice(0, most), `and ${lines.length - most} more`];
}

/** `2 critical, 1 high`: worst first. */
export function severityCounts(given: readonly Severity[]): string {
  return severities
    .toReversed()
    .flatMap((severity) => {
      const count = given.filter((one) => one === severity).length;
      return count === 0 ? [] : [`${count} ${severity}`];
    })
    .join(', ');
}

/** A digest by its first twelve digits; other text as it is. */
export function shortText(given: string): string {
  return isDigest(given) ? shortDigest(given) : given;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `3 days`, `2 hours 5 minutes`: the two largest units; `under a second`. */
export function spanText(milliseconds: number): string {
  const start = units.findIndex(([, size]) => milliseconds >= size);
  if (start < 0) return 'under a second';
  let rest = milliseconds;
  const words = units.slice(start, start + 2).flatMap(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [many(count, unit)];
  });
  return words.join(' ');
}

/** `2026-01-31 12:00`. */
export function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

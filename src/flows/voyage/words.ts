import { firstLines, isDigest, type Severity, severities, shortDigest } from '../../core/index.ts';

/** Most lines of one list in the details of an event. */
export const mostLines = 6;

/** The first lines, and how many more there are. */
export function first(lines: readonly string[], most = mostLines): readonly string[] {
  return firstLines(lines, most);
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

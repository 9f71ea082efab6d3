import { firstLines, isDigest, type Severity, severities, shortDigest } from '../core/index.ts';

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
      const number = given.filter((one) => one === severity).length;
      return number === 0 ? [] : [`${number} ${severity}`];
    })
    .join(', ');
}

/** A digest by its first twelve digits; other text as it is. */
export function shortText(given: string): string {
  return isDigest(given) ? shortDigest(given) : given;
}

/** `3 packages: 2 deb, 1 npm`. */
export const withCounts = (total: string, counts: string): string => (counts === '' ? total : `${total}: ${counts}`);

/** `2 high, 1 low`: how often each word is there, in the order of `order` or by number. */
export function counted(words: readonly string[], order?: readonly string[]): string {
  const counts = Map.groupBy(words, (word) => word);
  const known = order ?? [...counts.keys()].sort((a, b) => (counts.get(b)?.length ?? 0) - (counts.get(a)?.length ?? 0));
  return known.flatMap((word) => (counts.has(word) ? [`${counts.get(word)?.length} ${word}`] : [])).join(', ');
}

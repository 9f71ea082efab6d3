import { isDigest, shortDigest } from '../../core/index.ts';

/** A subject's key in two columns: the digest or the kind, and the name people know it by, with the number of its other names. */
export function subjectCells(subject: string, names: readonly string[]): readonly [string, string] {
  if (!isDigest(subject)) {
    const [kind = '', ...rest] = subject.split(':');
    return [kind, rest.join(':')];
  }
  const known = names.filter((name) => !isDigest(name));
  const [first = ''] = known;
  return [shortDigest(subject), known.length > 1 ? `${first} (+${known.length - 1})` : first];
}

/** `2026-01-31 12:00`. */
export function shortTime(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** `1 inventory, 12 scan`. */
export function kindCounts(kinds: Readonly<Record<string, number>>): string {
  return Object.entries(kinds)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

/** `1 record`, `3 records`. */
export function many(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

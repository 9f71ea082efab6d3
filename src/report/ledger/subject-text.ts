import { isDigest, keyTitle, shortDigest } from '../../core/index.ts';

/** A subject's key in two columns: the digest or the kind, and the name people know it by, with the number of its other names. */
export function subjectCells(subject: string, names: readonly string[]): readonly [string, string] {
  if (!isDigest(subject)) {
    const [kind = '', ...rest] = subject.split(':');
    const title = keyTitle(subject);
    return [kind, title === subject ? rest.join(':') : title];
  }
  const known = names.filter((name) => !isDigest(name));
  const [first = ''] = known;
  return [shortDigest(subject), known.length > 1 ? `${first} (+${known.length - 1})` : first];
}

/** `1 inventory, 12 scan`. */
export function kindCounts(kinds: Readonly<Record<string, number>>): string {
  return Object.entries(kinds)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

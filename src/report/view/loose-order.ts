/** Words that make a version older than the same version without them. */
const early = new Set(['a', 'alpha', 'b', 'beta', 'c', 'rc', 'pre', 'preview', 'dev', 'snapshot', 'm']);

function tokens(version: string): readonly string[] {
  return version.toLowerCase().match(/\d+|[a-z]+|~|-(?=\d)/g) ?? [];
}

/** Where a token stands against the end of the other version: `~` and words of early versions before it, then a revision
 * behind a hyphen, words and numbers. */
function weight(token: string | undefined): number {
  if (token === undefined) return 2;
  if (token === '~') return 0;
  if (token === '-') return 3;
  if (/^\d/.test(token)) return 5;
  return early.has(token) ? 1 : 4;
}

function epoch(version: string): readonly [number, string] {
  const found = /^(\d{1,9}):/.exec(version);
  return found === null ? [0, version] : [Number(found[1]), version.slice(found[0].length)];
}

function compareTokens(a: string | undefined, b: string | undefined): number {
  const difference = weight(a) - weight(b);
  if (difference !== 0 || a === undefined || b === undefined) return difference;
  if (weight(a) !== 5) return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || (x < y ? -1 : x > y ? 1 : 0);
}

/**
 * Which of two versions of one package is newer, without knowing its packaging system. Good enough to name the one upgrade that clears most;
 * no verdict rests on it: those come from the exact orders of the scan.
 */
export function compareLoosely(a: string, b: string): number {
  const [epochA, restA] = epoch(a);
  const [epochB, restB] = epoch(b);
  if (epochA !== epochB) return epochA - epochB;
  const [listA, listB] = [tokens(restA), tokens(restB)];
  for (let at = 0; at < Math.max(listA.length, listB.length); at += 1) {
    const difference = compareTokens(listA[at], listB[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

import { compareNumbers, compareText, digitsEnd, isDigitAt } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Nix manual, `builtins.compareVersions` and `nix-env --upgrade`: components between dots and dashes, and where digits and other characters meet. `pre` is older than
 * anything, words are older than numbers, and an end is like a word that is empty: `1.0pre` < `1.0` < `1.0a` < `1.0.1`.
 */
const isSeparator = (text: string, at: number): boolean => text[at] === '.' || text[at] === '-';

/** The component that begins at `from` or behind separators there, and where it ends; empty at the end of the text. */
function component(text: string, from: number): { readonly part: string; readonly end: number } {
  let start = from;
  while (start < text.length && isSeparator(text, start)) start += 1;
  let end = start;
  if (isDigitAt(text, start)) end = digitsEnd(text, start);
  else while (end < text.length && !isDigitAt(text, end) && !isSeparator(text, end)) end += 1;
  return { part: text.slice(start, end), end };
}

const rankOf = (part: string): number => (part === 'pre' ? 0 : isDigitAt(part, 0) ? 2 : 1);

function compareComponents(a: string, b: string): number {
  const rank = rankOf(a);
  return rank - rankOf(b) || (rank === 2 ? compareNumbers(a, b) : compareText(a, b));
}

function compare(a: string, b: string): number {
  for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
    const [one, other] = [component(a, i), component(b, j)];
    const difference = compareComponents(one.part, other.part);
    if (difference !== 0) return difference;
    i = one.end;
    j = other.end;
  }
  return 0;
}

/** Letters of a name of a package in the store (Nix manual, "Store path"). */
const grammar = /^[A-Za-z0-9+._?=-]+$/;

/** Nix and NixOS. */
export const nix: VersionOrder = {
  id: 'nix',
  title: 'Nix package',
  compare,
  isValid: (version) => grammar.test(version),
  hasPlace: (version) => isDigitAt(version, 0) || (grammar.test(version) && /[0-9]/.test(version)),
};

import { compareNumbers, compareText, digitsEnd, isDigitAt } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Package Manager Specification, "Version Specifications" and "Version Comparison": numbers between dots, a letter, suffixes, a revision:
 * `1.2.3b_rc1_p2-r4`. A text of which only the beginning is a version is compared by that, and then by the rest as text.
 */
interface Parsed {
  /** Digits as they are written; none when the text begins with something else. */
  readonly numbers: readonly string[];
  readonly letter: string;
  readonly suffixes: readonly { readonly rank: number; readonly number: string }[];
  readonly revision: string;
  /** What the grammar does not know. */
  readonly rest: string;
}

/** A suffix that is not there stands between `rc` and `p`. */
const ranks: Readonly<Record<string, number>> = { alpha: 0, beta: 1, pre: 2, rc: 3, p: 5 };
const noSuffix = 4;
const suffix = /_(alpha|beta|pre|rc|p)([0-9]*)/y;
const revision = /-r([0-9]+)/y;

function parse(text: string): Parsed {
  const numbers: string[] = [];
  let at = 0;
  for (let next = 0; isDigitAt(text, next); next = at + 1) {
    const end = digitsEnd(text, next);
    numbers.push(text.slice(next, end));
    at = end;
    if (text[at] !== '.') break;
  }
  let letter = '';
  const suffixes: Parsed['suffixes'][number][] = [];
  let revised = '';
  if (numbers.length > 0) {
    if (/[a-z]/.test(text.charAt(at))) letter = text.charAt(at++);
    for (;;) {
      suffix.lastIndex = at;
      const [whole = '', name = '', number = ''] = suffix.exec(text) ?? [];
      if (whole === '') break;
      suffixes.push({ rank: ranks[name] ?? noSuffix, number });
      at += whole.length;
    }
    revision.lastIndex = at;
    const found = revision.exec(text);
    revised = found?.[1] ?? '';
    at += found?.[0].length ?? 0;
  }
  return { numbers, letter, suffixes, revision: revised, rest: text.slice(at) };
}

const withoutTrailingZeros = (digits: string): string => {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
};

/** Behind the first number one that begins with 0 is a fraction: `1.01` < `1.1`, `1.01` = `1.010`. */
function compareComponent(a: string, b: string, isFirst: boolean): number {
  if (!isFirst && (a.startsWith('0') || b.startsWith('0')))
    return compareText(withoutTrailingZeros(a), withoutTrailingZeros(b));
  return compareNumbers(a, b);
}

function compareParsed(a: Parsed, b: Parsed): number {
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index];
    const difference = other === undefined ? 1 : compareComponent(number, other, index === 0);
    if (difference !== 0) return difference;
  }
  if (a.numbers.length !== b.numbers.length) return a.numbers.length - b.numbers.length;
  if (a.letter !== b.letter) return compareText(a.letter, b.letter);
  for (let index = 0; index < Math.max(a.suffixes.length, b.suffixes.length); index += 1) {
    const [one, other] = [a.suffixes[index], b.suffixes[index]];
    const difference =
      (one?.rank ?? noSuffix) - (other?.rank ?? noSuffix) || compareNumbers(one?.number ?? '', other?.number ?? '');
    if (difference !== 0) return difference;
  }
  return compareNumbers(a.revision, b.revision);
}

const grammar = /^[0-9]+(?:\.[0-9]+)*[a-z]?(?:_(?:alpha|beta|pre|rc|p)[0-9]*)*(?:-r[0-9]+)?$/;

/** Portage and other package managers of Gentoo. */
export const gentoo: VersionOrder = {
  id: 'gentoo',
  title: 'Gentoo package',
  compare(a, b) {
    if (a === b) return 0;
    const [one, other] = [parse(a), parse(b)];
    return compareParsed(one, other) || compareText(one.rest, other.rest);
  },
  isValid: (version) => grammar.test(version),
  hasPlace: (version) => isDigitAt(version, 0),
};

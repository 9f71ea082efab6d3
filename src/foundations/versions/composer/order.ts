import { plainCommand } from '../../../core/index.ts';
import { compareNumbers, compareText, digitsEnd, isDigitAt, isLetterCode } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * PHP's `version_compare`, in which OSV orders what Packagist holds: numbers and words in turn, words being a stability, dev < alpha < beta < RC < (none) <
 * number < patch, any other word before them. As Composer reads a version ("Versions and constraints"), build metadata do not count, and `2.x-dev` is the
 * branch that 2.* come from, newer than all of them.
 *
 * For PHP `1.0` is older than `1.0.0`, for Composer, which fills versions up to four numbers, they are one version. What decides about a package is Composer:
 * `boundedBy` gives a version as many numbers as the bound has.
 *
 * A branch with a name (`dev-main`) has no place among versions. Composer once took the main one for 9999999-dev; so do we for each, and `isValid` is false.
 */
const longBranch = '9999999';
const filled = 4;

/** Ranks of words as PHP has them: by what they begin with, and in these letters, so that `BETA` is none of them. */
const ranks: readonly (readonly [word: string, rank: number])[] = [
  ['dev', 1],
  ['a', 2],
  ['b', 3],
  ['rc', 4],
  ['RC', 4],
  ['p', 7],
];
const unknownWord = 0;
const end = 5;
const number = 6;

function rankOf(token: string | undefined): number {
  if (token === undefined) return end;
  if (isDigitAt(token, 0)) return number;
  return ranks.find(([word]) => token.startsWith(word))?.[1] ?? unknownWord;
}

/** Runs of digits and of letters; anything else separates. */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    const from = at;
    if (isDigitAt(text, at)) at = digitsEnd(text, at);
    else while (isLetterCode(text.charCodeAt(at))) at += 1;
    if (at > from) tokens.push(text.slice(from, at));
    else at += 1;
  }
  return tokens;
}

/** Without `v`, build metadata and a stability after `@`. */
function bare(version: string): string {
  const text = version.trim();
  const extra = text.search(/[+@]/);
  const from = /^v/i.test(text) && isDigitAt(text, 1) ? 1 : 0;
  return text.slice(from, extra < 0 ? text.length : extra);
}

/** Where the number at `at` ends, a wildcard of a branch included; `at` itself when none is there. */
function numberEnd(text: string, at: number): number {
  if (isDigitAt(text, at)) return digitsEnd(text, at);
  const isWildcard = 'xX*'.includes(text[at] ?? ' ') && /^(?:[.-]|$)/.test(text.slice(at + 1, at + 2));
  return isWildcard && at > 0 ? at + 1 : at;
}

interface Split {
  /** Those that the text begins with, as they are written. */
  readonly numbers: readonly string[];
  readonly rest: string;
}

function split(text: string): Split {
  const numbers: string[] = [];
  let at = 0;
  for (let from = 0, to = numberEnd(text, 0); to > from; to = numberEnd(text, from)) {
    numbers.push(text.slice(from, to));
    at = to;
    from = text[to] === '.' ? to + 1 : text.length;
  }
  return { numbers, rest: text.slice(at) };
}

/** What is compared: the numbers, those of a branch filled up with the longest there is, and the words and numbers after them. */
function keyOf(text: string): readonly string[] {
  const { numbers, rest } = split(text);
  const words = tokensOf(rest).filter((token) => token !== 'stable');
  if (numbers.every((one) => isDigitAt(one, 0))) return [...numbers, ...words];
  const known = numbers.map((one) => (isDigitAt(one, 0) ? one : longBranch));
  while (known.length < filled) known.push(longBranch);
  return [...known, ...(words.length === 0 ? ['dev'] : words)];
}

const isZero = (text: string): boolean => compareNumbers(text, '') === 0;

/**
 * The version as Composer takes it, beside the bound: with as many numbers as that has, by zeros that are added or left out, and with words in small
 * letters.
 */
function boundedBy(version: string, bound: string): string {
  const { numbers, rest: words } = split(bare(version));
  const rest = words.toLowerCase();
  const wanted = split(bare(bound)).numbers.length;
  const isBranch = !numbers.every((one) => isDigitAt(one, 0));
  if (isBranch || numbers.length === 0 || wanted === 0 || wanted > filled) return version;
  const fitted = [...numbers];
  while (fitted.length < wanted) fitted.push('0');
  while (fitted.length > wanted && isZero(fitted[fitted.length - 1] ?? '')) fitted.pop();
  const isSame = fitted.length === numbers.length && words.replaceAll('RC', 'rc') === rest;
  return isSame ? version : fitted.join('.') + rest;
}

function compareToken(a: string | undefined, b: string | undefined): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  return rankA === number && rankB === number ? compareNumbers(a ?? '', b ?? '') : rankA - rankB;
}

const isNamedBranch = (text: string): boolean => text.startsWith('dev-') || /[.-]dev$/.test(text);

/** Texts without a number: those that are no version before all versions, branches with a name after them. */
function placeOf(text: string): number {
  if (isDigitAt(text, 0)) return 0;
  return isNamedBranch(text) ? 1 : -1;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const [bareA, bareB] = [bare(a), bare(b)];
  const place = placeOf(bareA);
  if (place !== 0 || placeOf(bareB) !== 0) return place - placeOf(bareB) || compareText(bareA, bareB);
  const [keyA, keyB] = [keyOf(bareA), keyOf(bareB)];
  for (let i = 0; i < keyA.length || i < keyB.length; i += 1) {
    const difference = compareToken(keyA[i], keyB[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

const stability = /^[._-]?(?:(?:stable|beta|b|rc|alpha|a|patch|pl|p)(?:[.-]?\d+(?:[.-]\d+)*)?)?(?:[.-]?dev)?$/;
const numeric = /^\d{1,5}(?:\.\d+){0,3}(?![.]\d)/;
const dated = /^\d{4}(?:[.:-]?\d{2}){1,6}(?:[.:-]?\d{1,3}){0,2}(?!\d)/;
const branch = /^\d+(?:\.(?:\d+|x|\*)){0,3}[.-]?dev$/;
/** No maker writes a longer one. */
const longest = 256;

function isValid(version: string): boolean {
  if (version.length > longest || /\s/.test(version)) return false;
  const text = bare(version).toLowerCase();
  if (branch.test(text)) return true;
  return [numeric, dated].some((start) => {
    const begin = start.exec(text)?.[0];
    return begin !== undefined && stability.test(text.slice(begin.length));
  });
}

/** PHP packages of Composer. */
export const composer: VersionOrder = {
  id: 'composer',
  title: 'Composer (PHP)',
  compare,
  boundedBy,
  isValid,
  hasPlace: (version) => isDigitAt(bare(version), 0),
  askOlder: (a, b) => plainCommand`php -r "var_dump(version_compare('${a}', '${b}', '<'));"`,
};

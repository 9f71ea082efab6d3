import { plainCommand } from '../../../core/index.ts';
import { compareDigits, compareText, digitsEnd, isDigitAt } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Semantic Versioning 2.0.0, section 11 "Precedence". Read with the tolerance that package registries need: a leading `v` or `=`, any number of
 * numeric parts (a missing one is 0), and text that follows the numbers without a dash is a pre-release, as in the loose mode of npm.
 */
const dash = 45;
const dot = 46;
const plus = 43;

/** Where the numbers begin: after blanks, `=` and one `v`. */
function numbersStart(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 61) at += 1;
  const code = text.charCodeAt(at);
  return code === 118 || code === 86 ? at + 1 : at;
}

/** Where the next number after one that ended at `at` begins, or -1 when there is none. */
function nextNumber(text: string, at: number): number {
  return text.charCodeAt(at) === dot && isDigitAt(text, at + 1) ? at + 1 : -1;
}

/** Where the pre-release begins when the numbers ended at `at`; -1 for a release. */
function preReleaseStart(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (at >= text.length || code === plus) return -1;
  return code === dash || code === dot ? at + 1 : at;
}

/** Where the identifier that begins at `at` ends: before a dot, the build metadata or the end. */
function identifierEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && text.charCodeAt(end) !== dot && text.charCodeAt(end) !== plus) end += 1;
  return end;
}

function compareIdentifier(a: string, aFrom: number, aTo: number, b: string, bFrom: number, bTo: number): number {
  const numericA = aTo > aFrom && digitsEnd(a, aFrom) >= aTo;
  const numericB = bTo > bFrom && digitsEnd(b, bFrom) >= bTo;
  if (numericA && numericB) return compareDigits(a, aFrom, aTo, b, bFrom, bTo);
  if (numericA !== numericB) return numericA ? -1 : 1;
  return compareText(a.slice(aFrom, aTo), b.slice(bFrom, bTo));
}

function comparePreRelease(a: string, aFrom: number, b: string, bFrom: number): number {
  let i = aFrom;
  let j = bFrom;
  for (;;) {
    const endA = identifierEnd(a, i);
    const endB = identifierEnd(b, j);
    const difference = compareIdentifier(a, i, endA, b, j, endB);
    if (difference !== 0) return difference;
    const moreA = a.charCodeAt(endA) === dot;
    const moreB = b.charCodeAt(endB) === dot;
    if (!moreA || !moreB) return Number(moreA) - Number(moreB);
    i = endA + 1;
    j = endB + 1;
  }
}

/** Whether there are numbers to compare. */
export const hasNumbers = (text: string): boolean => isDigitAt(text, numbersStart(text));

/** Precedence of two versions, with the tolerance told above. A text without a leading number is older than every text with one. */
export function compareSemver(a: string, b: string): number {
  if (a === b) return 0;
  let i = numbersStart(a);
  let j = numbersStart(b);
  const numberedA = isDigitAt(a, i);
  const numberedB = isDigitAt(b, j);
  if (!numberedA || !numberedB) return numberedA === numberedB ? compareText(a, b) : numberedA ? 1 : -1;
  let endA = i;
  let endB = j;
  while (i >= 0 || j >= 0) {
    const fromA = i < 0 ? endA : i;
    const fromB = j < 0 ? endB : j;
    endA = i < 0 ? endA : digitsEnd(a, i);
    endB = j < 0 ? endB : digitsEnd(b, j);
    const difference = compareDigits(a, fromA, endA, b, fromB, endB);
    if (difference !== 0) return difference;
    i = i < 0 ? -1 : nextNumber(a, endA);
    j = j < 0 ? -1 : nextNumber(b, endB);
  }
  const preA = preReleaseStart(a, endA);
  const preB = preReleaseStart(b, endB);
  if (preA < 0 || preB < 0) return Number(preA < 0) - Number(preB < 0);
  return comparePreRelease(a, preA, b, preB);
}

const grammar =
  /^v?(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Semantic Versioning 2.0.0: npm, cargo, hex. */
export const semver: VersionOrder = {
  id: 'semver',
  title: 'Semantic Versioning 2.0.0',
  compare: compareSemver,
  isValid: (version) => grammar.test(version),
  hasPlace: hasNumbers,
  askOlder: (a, b) => plainCommand`npx semver --range "<${b}" ${a}   # prints the version when it is affected`,
};

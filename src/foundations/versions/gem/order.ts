import { compareNumbers, compareText, digitsEnd, isDigitAt, isLetterCode } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * RubyGems, "Gem::Version": numbers and words in turn, however they are separated. A word makes a pre-release and is older than any number. Zeros at
 * the end, and zeros right before the first word, do not count. A dash stands for `.pre.`.
 */

/** The segments that count, as texts. */
function segments(version: string): readonly string[] {
  const found: string[] = [];
  let firstWord = -1;
  const word = (text: string): void => {
    if (firstWord < 0) {
      dropZeros(found, 0);
      firstWord = found.length;
    }
    found.push(text);
  };
  let at = 0;
  while (at < version.length) {
    const from = at;
    if (isDigitAt(version, at)) {
      at = digitsEnd(version, at);
      found.push(version.slice(from, at));
    } else if (isLetterCode(version.charCodeAt(at))) {
      while (isLetterCode(version.charCodeAt(at))) at += 1;
      word(version.slice(from, at));
    } else {
      if (version.charAt(at) === '-') word('pre');
      at += 1;
    }
  }
  dropZeros(found, Math.max(firstWord, 0));
  return found;
}

/** Takes zeros off the end, down to `least` segments. */
function dropZeros(found: string[], least: number): void {
  while (found.length > least) {
    const last = found[found.length - 1] ?? '';
    if (!isDigitAt(last, 0) || compareNumbers(last, '') !== 0) return;
    found.pop();
  }
}

function compareSegment(a: string, b: string): number {
  const numericA = isDigitAt(a, 0);
  const numericB = isDigitAt(b, 0);
  if (numericA && numericB) return compareNumbers(a, b);
  if (numericA !== numericB) return numericA ? 1 : -1;
  return compareText(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const segmentsA = segments(a.trim());
  const segmentsB = segments(b.trim());
  const length = Math.max(segmentsA.length, segmentsB.length);
  for (let i = 0; i < length; i += 1) {
    const difference = compareSegment(segmentsA[i] ?? '0', segmentsB[i] ?? '0');
    if (difference !== 0) return difference;
  }
  return 0;
}

const grammar = /^\s*(?:[0-9]+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?)?\s*$/;

/** RubyGems. */
export const gem: VersionOrder = {
  id: 'gem',
  title: 'RubyGems',
  compare,
  isValid: (version) => grammar.test(version),
  hasPlace: (version) => isDigitAt(version.trim(), 0),
};

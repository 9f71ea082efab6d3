import { afterEpoch, compareDigits, compareText, digitsEnd, isDigitAt, isLetterCode } from '../digits.ts';
import { byEpochVersionRelease } from '../epoch-version-release.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * PKGBUILD(5), vercmp(8): [epoch:]version[-release]. Versions and releases are compared in stretches of digits or letters, as rpm once did it, with two rules of
 * its own: letters that follow a number without a separator make it older (`1.5rc` < `1.5`), and more separators in a row make it newer (`1..5` > `1.5`).
 */

/** Kinds of what comes next, oldest first. */
const attachedWord = 0;
const end = 1;
const attachedNumber = 2;
const separated = 3;

/** Where separators end that begin at `from`. */
function separatorsEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && !isDigitAt(text, at) && !isLetterCode(text.charCodeAt(at))) at += 1;
  return at;
}

function kindAt(text: string, at: number, to: number): number {
  if (at >= to) return end;
  if (isDigitAt(text, at)) return attachedNumber;
  return isLetterCode(text.charCodeAt(at)) ? attachedWord : separated;
}

function wordEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isLetterCode(text.charCodeAt(at))) at += 1;
  return at;
}

function comparePart(a: string, aFrom: number, aTo: number, b: string, bFrom: number, bTo: number): number {
  let i = aFrom;
  let j = bFrom;
  for (;;) {
    const kind = kindAt(a, i, aTo);
    const kinds = kind - kindAt(b, j, bTo);
    if (kinds !== 0) return kinds;
    if (kind === end) return 0;
    if (kind === separated) {
      const [nextA, nextB] = [separatorsEnd(a, i, aTo), separatorsEnd(b, j, bTo)];
      // Also before an end, where vercmp looks at none: `1.` < `1.1` < `1..a` < `1.` would be a circle.
      if (nextA - i !== nextB - j) return nextA - i - (nextB - j);
      i = nextA;
      j = nextB;
      continue;
    }
    const isNumber = kind === attachedNumber;
    const endA = isNumber ? Math.min(digitsEnd(a, i), aTo) : wordEnd(a, i, aTo);
    const endB = isNumber ? Math.min(digitsEnd(b, j), bTo) : wordEnd(b, j, bTo);
    const difference = isNumber
      ? compareDigits(a, i, endA, b, j, endB)
      : compareText(a.slice(i, endA), b.slice(j, endB));
    if (difference !== 0) return difference;
    i = endA;
    j = endB;
  }
}

/** Where the version ends: at the last dash, or at the end. */
function versionEnd(text: string, from: number): number {
  const dash = text.lastIndexOf('-');
  return dash < from ? text.length : dash;
}

// vercmp calls a version without a release the same as one with any, and 1-1 and 1-2 not: see `boundedBy`.
const compare = byEpochVersionRelease({ versionEnd, comparePart });

/** PKGBUILD(5), `pkgver` and `pkgrel`: no colon, slash, hyphen or white space; numbers of releases may have a part behind a dot. */
const grammar = /^(?:[0-9]+:)?[!-,.0-9;-~]+(?:-[0-9]+(?:\.[0-9]+)?)?$/;

/** pacman of Arch Linux and kin. */
export const alpm: VersionOrder = {
  id: 'alpm',
  title: 'Arch Linux package',
  compare,
  isValid: (version) => grammar.test(version),
  hasPlace: (version) => isDigitAt(version, afterEpoch(version)) || (grammar.test(version) && /[0-9]/.test(version)),
  boundedBy(version, bound) {
    const isWhole = versionEnd(bound, afterEpoch(bound)) < bound.length;
    return isWhole ? version : version.slice(0, versionEnd(version, afterEpoch(version)));
  },
};

import { afterEpoch, compareDigits, compareText, digitsEnd, isDigitAt, isLetterCode } from '../digits.ts';
import { byEpochVersionRelease } from '../epoch-version-release.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * rpm-version(7): [epoch:]version[-release]. Versions and releases are compared in stretches of digits or letters; whatever lies between only
 * separates. `~` sorts before the end, `^` right after it. The one dash that the grammar allows begins the release; a text with more of them has no
 * release and is compared as one version.
 */
const tilde = 126;
const caret = 94;

/** Kinds of what comes next, oldest first. */
const before = 0;
const end = 1;
const after = 2;
const word = 3;
const number = 4;

function skipSeparators(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (isDigitAt(text, at) || isLetterCode(code) || code === tilde || code === caret) break;
    at += 1;
  }
  return at;
}

function kindAt(text: string, at: number, to: number): number {
  if (at >= to) return end;
  const code = text.charCodeAt(at);
  if (code === tilde) return before;
  if (code === caret) return after;
  return isDigitAt(text, at) ? number : word;
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
    i = skipSeparators(a, i, aTo);
    j = skipSeparators(b, j, bTo);
    const kind = kindAt(a, i, aTo);
    const kinds = kind - kindAt(b, j, bTo);
    if (kinds !== 0) return kinds;
    if (kind === end) return 0;
    if (kind === before || kind === after) {
      i += 1;
      j += 1;
      continue;
    }
    const endA = kind === number ? Math.min(digitsEnd(a, i), aTo) : wordEnd(a, i, aTo);
    const endB = kind === number ? Math.min(digitsEnd(b, j), bTo) : wordEnd(b, j, bTo);
    const difference =
      kind === number ? compareDigits(a, i, endA, b, j, endB) : compareText(a.slice(i, endA), b.slice(j, endB));
    if (difference !== 0) return difference;
    i = endA;
    j = endB;
  }
}

/** Where the version ends: at the dash before the release, or at the end. */
function versionEnd(text: string, from: number): number {
  const dash = text.indexOf('-', from);
  return dash < 0 || text.includes('-', dash + 1) ? text.length : dash;
}

const compare = byEpochVersionRelease({ versionEnd, comparePart });

/** rpm-version(7), "Description": letters, digits and `. _ + ~ ^`. */
const grammar = /^(?:[0-9]+:)?[A-Za-z0-9._+~^]+(?:-[A-Za-z0-9._+~^]+)?$/;

/** Versions may begin with letters (`r1234`, `git20240101`); words alone are no versions that anything could be before or after. */
function hasPlace(version: string): boolean {
  return isDigitAt(version, afterEpoch(version)) || (grammar.test(version) && /[0-9]/.test(version));
}

/** rpm of Red Hat, SUSE, Amazon, Azure Linux and others. */
export const rpm: VersionOrder = {
  id: 'rpm',
  title: 'RPM package',
  compare,
  isValid: (version) => grammar.test(version),
  hasPlace,
};

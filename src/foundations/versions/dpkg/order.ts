import { plainCommand } from '../../../core/index.ts';
import { compareDigits, digitsEnd, isDigitAt, isLetterCode } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * deb-version(7), "Sorting algorithm": [epoch:]upstream-version[-debian-revision]. An absent epoch is 0 and an absent revision equals "0".
 */
const colon = 58;
const tilde = 126;

/** Where upstream begins: after the epoch, which is a run of digits before the first colon. */
function upstreamStart(text: string): number {
  const end = digitsEnd(text, 0);
  return text.charCodeAt(end) === colon ? end + 1 : 0;
}

/** Where upstream ends: at the last dash, or at the end. */
function upstreamEnd(text: string, from: number): number {
  const dash = text.lastIndexOf('-');
  return dash < from ? text.length : dash;
}

/** The weight of a character in a part that is not a number: `~`, then the end (or a digit), then letters, then everything else. */
function weight(text: string, at: number, end: number): number {
  if (at >= end || isDigitAt(text, at)) return 0;
  const code = text.charCodeAt(at);
  if (code === tilde) return -1;
  return isLetterCode(code) ? code : code + 256;
}

/** Compares upstream versions or revisions: stretches of other characters and of digits, in turn. */
function comparePart(a: string, aFrom: number, aTo: number, b: string, bFrom: number, bTo: number): number {
  let i = aFrom;
  let j = bFrom;
  while (i < aTo || j < bTo) {
    for (;;) {
      const weightA = weight(a, i, aTo);
      const weightB = weight(b, j, bTo);
      if (weightA !== weightB) return weightA - weightB;
      if (weightA === 0) break;
      i += 1;
      j += 1;
    }
    const endA = Math.min(digitsEnd(a, i), aTo);
    const endB = Math.min(digitsEnd(b, j), bTo);
    const difference = compareDigits(a, i, endA, b, j, endB);
    if (difference !== 0) return difference;
    i = endA;
    j = endB;
  }
  return 0;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  const a = left.trim();
  const b = right.trim();
  const fromA = upstreamStart(a);
  const fromB = upstreamStart(b);
  const epochs = compareDigits(a, 0, Math.max(fromA - 1, 0), b, 0, Math.max(fromB - 1, 0));
  if (epochs !== 0) return epochs;
  const toA = upstreamEnd(a, fromA);
  const toB = upstreamEnd(b, fromB);
  const revisionA = Math.min(toA + 1, a.length);
  const revisionB = Math.min(toB + 1, b.length);
  return comparePart(a, fromA, toA, b, fromB, toB) || comparePart(a, revisionA, a.length, b, revisionB, b.length);
}

/** deb-version(7), "Description": the characters that each part may have; upstream begins with a digit. */
const grammar = /^(?:[0-9]+:[0-9][A-Za-z0-9.+~:-]*|[0-9][A-Za-z0-9.+~-]*)$/;
const revision = /^[A-Za-z0-9.+~]+$/;

function isValid(version: string): boolean {
  if (!grammar.test(version)) return false;
  const dash = version.lastIndexOf('-');
  return dash < 0 || revision.test(version.slice(dash + 1));
}

/** Upstream begins with a digit; what else is wrong with a text leaves it among the versions. */
function hasPlace(version: string): boolean {
  const text = version.trim();
  return isDigitAt(text, upstreamStart(text));
}

/** A bound without a revision speaks of what the makers released: every build of it is that, `5.7.44-3` (Bitnami) no later than 5.7.44. */
function boundedBy(version: string, bound: string): string {
  const dash = version.lastIndexOf('-');
  return dash < 0 || bound.includes('-') ? version : version.slice(0, dash);
}

/** Debian's dpkg. */
export const dpkg: VersionOrder = {
  id: 'dpkg',
  title: 'Debian package (dpkg)',
  compare,
  isValid,
  hasPlace,
  boundedBy,
  askOlder: (a, b) => plainCommand`dpkg --compare-versions ${a} lt ${b} && echo affected`,
};

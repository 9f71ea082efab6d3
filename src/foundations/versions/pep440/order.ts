import { plainCommand } from '../../../core/index.ts';
import { compareNumbers, compareText, isDigits } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';
import { compareLegacy } from './legacy.ts';
import { type Pep440Version, parsePep440 } from './parse.ts';

/*
 * PEP 440, "Summary of permitted suffixes and relative ordering". Texts that it does not allow are older than all that it does, and compared as
 * setuptools compared them before.
 */

/** Place of the pre-release among versions of the same release: `.devN` alone comes before every pre-release, no pre-release after all. */
function preRank(version: Pep440Version): number {
  if (version.pre !== undefined) return 0;
  return version.post === undefined && version.dev !== undefined ? -1 : 1;
}

function comparePre(a: Pep440Version, b: Pep440Version): number {
  const ranks = preRank(a) - preRank(b);
  if (ranks !== 0 || a.pre === undefined || b.pre === undefined) return ranks;
  return compareText(a.pre.letter, b.pre.letter) || compareNumbers(a.pre.number, b.pre.number);
}

/** Compares two numbers of which either may be absent; `absent` is -1 when that makes a version older and 1 when newer. */
function compareOptional(a: string | undefined, b: string | undefined, absent: number): number {
  if (a === undefined) return b === undefined ? 0 : absent;
  return b === undefined ? -absent : compareNumbers(a, b);
}

function compareRelease(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const difference = compareNumbers(a[i] ?? '', b[i] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareLocal(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const segmentA = a[i] ?? '';
    const segmentB = b[i] ?? '';
    const numericA = isDigits(segmentA);
    const numericB = isDigits(segmentB);
    if (numericA !== numericB) return numericA ? 1 : -1;
    const difference = numericA ? compareNumbers(segmentA, segmentB) : compareText(segmentA, segmentB);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareParsed(a: Pep440Version, b: Pep440Version): number {
  return (
    compareNumbers(a.epoch, b.epoch) ||
    compareRelease(a.release, b.release) ||
    comparePre(a, b) ||
    compareOptional(a.post, b.post, -1) ||
    compareOptional(a.dev, b.dev, 1) ||
    compareLocal(a.local ?? [], b.local ?? [])
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const parsedA = parsePep440(a);
  const parsedB = parsePep440(b);
  if (parsedA !== undefined && parsedB !== undefined) return compareParsed(parsedA, parsedB);
  if (parsedA === undefined && parsedB === undefined) return compareLegacy(a, b);
  return parsedA === undefined ? -1 : 1;
}

/**
 * PEP 440, "Version matching": a specifier without a local label ignores those of the versions it is asked about. `2.1.0+cpu` is a build of 2.1.0, of
 * which advisories speak.
 */
function boundedBy(version: string, bound: string): string {
  const plus = version.indexOf('+');
  if (plus < 0 || bound.includes('+') || parsePep440(version) === undefined) return version;
  return version.slice(0, plus);
}

/** Python packages: PEP 440. */
export const pep440: VersionOrder = {
  id: 'pep440',
  title: 'Python (PEP 440)',
  compare,
  boundedBy,
  isValid: (version) => parsePep440(version) !== undefined,
  hasPlace: (version) => parsePep440(version) !== undefined,
  askOlder: (a, b) =>
    plainCommand`python3 -c "from packaging.version import Version as V; print(V('${a}') < V('${b}'))"`,
};

import { compareNumbers, compareText, isDigits } from '../digits.ts';
import { compareSemver, hasNumbers, semver } from '../semver/order.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * Dart's package `pub_semver`, "Semantics": Semantic Versioning, where build metadata count as well: a build comes after its release, and two builds
 * are compared as pre-releases are.
 */
function buildOf(version: string): string | undefined {
  const plus = version.indexOf('+');
  return plus < 0 ? undefined : version.slice(plus + 1);
}

function compareBuilds(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [partsA, partsB] = [a.split('.'), b.split('.')];
  for (let i = 0; i < partsA.length && i < partsB.length; i += 1) {
    const [partA = '', partB = ''] = [partsA[i], partsB[i]];
    const [numericA, numericB] = [isDigits(partA), isDigits(partB)];
    if (numericA !== numericB) return numericA ? -1 : 1;
    const difference = numericA ? compareNumbers(partA, partB) : compareText(partA, partB);
    if (difference !== 0) return difference;
  }
  return partsA.length - partsB.length;
}

function compare(a: string, b: string): number {
  const difference = compareSemver(a, b);
  return difference !== 0 || !hasNumbers(a) ? difference : compareBuilds(buildOf(a), buildOf(b));
}

/** Dart packages. */
export const pub: VersionOrder = {
  id: 'pub',
  title: 'Dart packages (pub_semver)',
  compare,
  isValid: semver.isValid,
  hasPlace: hasNumbers,
};

import { afterEpoch, compareDigits } from './digits.ts';

/** How the parts of a version are told apart and compared. */
interface VersionParts {
  /** Where the version ends and a dash begins the release; the length of the text where it has none. */
  versionEnd(text: string, from: number): number;
  comparePart(a: string, aFrom: number, aTo: number, b: string, bFrom: number, bTo: number): number;
}

/** An order of `[EPOCH:]VERSION[-RELEASE]`: by epoch, none being 0, by version, and by release, none being older than any. */
export function byEpochVersionRelease({ versionEnd, comparePart }: VersionParts): (a: string, b: string) => number {
  return (a, b) => {
    if (a === b) return 0;
    const fromA = afterEpoch(a);
    const fromB = afterEpoch(b);
    const epochs = compareDigits(a, 0, Math.max(fromA - 1, 0), b, 0, Math.max(fromB - 1, 0));
    if (epochs !== 0) return epochs;
    const toA = versionEnd(a, fromA);
    const toB = versionEnd(b, fromB);
    const versions = comparePart(a, fromA, toA, b, fromB, toB);
    if (versions !== 0) return versions;
    if (toA === a.length || toB === b.length) return Number(toA < a.length) - Number(toB < b.length);
    return comparePart(a, toA + 1, a.length, b, toB + 1, b.length);
  };
}

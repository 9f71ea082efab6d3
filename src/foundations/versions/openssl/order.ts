import { compareNumbers, compareText } from '../digits.ts';
import { compareNumberLists } from '../numbers.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * OpenSSL's "Release strategy": up to 1.1.1 a letter counted the corrections of a release, `1.0.2`, `1.0.2a` … `1.0.2z`, `1.0.2za` …; since 3.0 there are
 * three numbers. What comes after a dash announces the release (`-dev`, `-pre2`, `-alpha3`, `-beta1`), or says how it was built (`-fips`, `+quic`).
 */
interface Parsed {
  readonly numbers: readonly string[];
  readonly letters: string;
  /** Lower is earlier; a release is 0. */
  readonly stage: number;
  readonly stageNumber: string;
}

const shape = /^v?(\d+(?:\.\d+){0,3})([a-z]{0,8})(?:-(dev|alpha|beta|pre|rc)(\d*)(?:-dev)?)?(?:[-+][0-9A-Za-z.+-]*)?$/;
const stages: Readonly<Record<string, number>> = { dev: -5, alpha: -4, beta: -3, pre: -2, rc: -1 };

function parse(version: string): Parsed | undefined {
  const [, numbers, letters = '', stage, stageNumber = ''] = shape.exec(version.trim()) ?? [];
  if (numbers === undefined) return undefined;
  return { numbers: withoutZeros(numbers.split('.')), letters, stage: stage ? (stages[stage] ?? 0) : 0, stageNumber };
}

/** `3.0` is what `3.0.0` is. */
function withoutZeros(numbers: readonly string[]): readonly string[] {
  let end = numbers.length;
  while (end > 1 && compareNumbers(numbers[end - 1] ?? '', '') === 0) end -= 1;
  return numbers.slice(0, end);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const [partsA, partsB] = [parse(a), parse(b)];
  if (!partsA || !partsB) return partsA || partsB ? (partsA ? 1 : -1) : compareText(a, b);
  return (
    compareNumberLists(partsA.numbers, partsB.numbers) ||
    compareText(partsA.letters, partsB.letters) ||
    partsA.stage - partsB.stage ||
    compareNumbers(partsA.stageNumber, partsB.stageNumber)
  );
}

/** OpenSSL's own releases. */
export const openssl: VersionOrder = {
  id: 'openssl',
  title: 'OpenSSL',
  compare,
  isValid: (version) => /^\d+\.\d+\.\d+[a-z]{0,3}(?:-(?:dev|(?:alpha|beta|pre)\d+(?:-dev)?))?$/.test(version),
  hasPlace: (version) => parse(version) !== undefined,
};

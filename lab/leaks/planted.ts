import { issuedTokens, maskSecrets, secretDetectors } from '../../src/phases/1-build/secrets/index.ts';

const rows: ReadonlySet<string> = new Set(issuedTokens.map(({ id }) => id));

/** A made-up secret in a text around it, as its detector finds it. */
export interface Planted {
  readonly detector: string;
  /** One line, as build steps and variables hold it. */
  readonly text: string;
  /** A piece from the middle of the value: what must stand nowhere. */
  readonly needle: string;
}

/** Of detectors that are rows of data, all read by the same function, this share is tried. */
const oneOf = 12;

const isTried = (id: string, index: number): boolean => index % oneOf === 0 || !rows.has(id);

/** One for each detector that has a file of its own, and some of the rows: a new detector is tried here without another line. */
export const planted: readonly Planted[] = secretDetectors
  .filter(({ id }, index) => isTried(id, index))
  .map(({ id, examples }) => {
    const text = (examples()[0] ?? '').replace(/\s+/g, ' ');
    return { detector: id, text, needle: middleOfSecret(text) };
  });

/** What masking took out, found by comparing; no reader of ours is trusted with it. */
function middleOfSecret(text: string): string {
  const masked = maskSecrets(text);
  let start = 0;
  while (start < text.length && text[start] === masked[start]) start += 1;
  let end = 0;
  while (end < text.length - start && text.at(-1 - end) === masked.at(-1 - end)) end += 1;
  const value = text.slice(start, text.length - end);
  const words = value.split(' ').sort((a, b) => b.length - a.length);
  return (words[0] ?? '').slice(1, 25);
}

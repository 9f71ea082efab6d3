import { maskSecrets, secretDetectors } from '../../src/phases/1-build/secrets/index.ts';

/** A made-up secret in a text around it, as its detector finds it. */
export interface Planted {
  readonly detector: string;
  /** One line, as build steps and variables hold it. */
  readonly text: string;
  /** A piece from the middle of the value: what must stand nowhere. */
  readonly needle: string;
}

/** One for each detector there is: a new detector is tried here without another line. */
export const planted: readonly Planted[] = secretDetectors.map(({ id, examples }) => {
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

import { withoutPasswords } from '../../../core/index.ts';
import type { ImageConfig } from '../../../foundations/images/index.ts';
import { configTexts } from './image-config-secrets.ts';
import { finderOfAll } from './secret-finder.ts';
import { mask } from './secret-hit.ts';

/** Makes a text that may be told of one that may hold secrets. */
export type Mask = (text: string) => string;

/** Values of one configuration that are looked for in all of its texts; with more of them nothing of the texts is shown. */
const maxKnown = 500;
const notShown = '… (not shown: too many places that may be secrets)';

/** Shorter values are not looked for elsewhere: they would be found in words that are none. */
const shortestRepeated = 8;

/** What kind of file a text may stand for, as some detectors ask: a build step may write any of them. */
const standIns = ['history/1', 'settings.xml'] as const;

/** The values of the secrets in a text, one character a byte; undefined when there are more places than are tried. */
function valuesIn(bytes: Uint8Array): readonly string[] | undefined {
  const finder = finderOfAll();
  const values = new Set<string>();
  for (const path of standIns) {
    const { found, tooMany } = finder.find(path, bytes);
    if (tooMany) return undefined;
    for (const { secret, written } of found)
      for (const value of [secret, written]) values.add(Buffer.from(value, 'latin1').toString());
  }
  return [...values];
}

/** Short texts in which nothing was found: a linter tells the same few words thousands of times. */
const found = { nothingIn: new Set<string>() };
const mostTexts = 10_000;
const longestText = 300;

function ownValues(text: string): readonly string[] | undefined {
  if (found.nothingIn.has(text)) return [];
  const own = valuesIn(Buffer.from(text));
  if (own?.length === 0 && text.length <= longestText) {
    if (found.nothingIn.size >= mostTexts) found.nothingIn.clear();
    found.nothingIn.add(text);
  }
  return own;
}

/**
 * The text with every secret that a detector knows, and every password of an address, cut down to its edges. Whether secrets are looked for is another
 * question: what we print and keep is masked in any case. A text with more places than can be tried is not shown.
 */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  const own = ownValues(text);
  if (own === undefined) return notShown;
  const values = [...new Set([...own, ...known])].sort((a, b) => b.length - a.length);
  return withoutPasswords(values.reduce((masked, value) => masked.replaceAll(value, mask(value)), text));
}

/**
 * Masks texts of one source, also where a value stands that is known for a secret by another place of it: a password that `ENV` gives away is not
 * printed where a later step uses it.
 */
function sourceMask(texts: () => readonly Uint8Array[]): Mask {
  let known: { readonly values: readonly string[] | undefined } | undefined;
  return (text) => {
    known ??= { values: repeatedValues(texts()) };
    return known.values === undefined ? notShown : maskSecrets(text, known.values);
  };
}

/** Undefined when they are not all known. */
function repeatedValues(texts: readonly Uint8Array[]): readonly string[] | undefined {
  const values = new Set<string>();
  for (const bytes of texts) {
    const found = valuesIn(bytes);
    if (found === undefined || values.size > maxKnown) return undefined;
    for (const value of found) if (value.length >= shortestRepeated) values.add(value);
  }
  return [...values];
}

/** For what is told of an image. */
export function imageMask(config: ImageConfig | undefined): Mask {
  return sourceMask(() => (config === undefined ? [] : configTexts(config).map(({ text }) => Buffer.from(text))));
}

/** For what is told of a file. */
export function textMask(bytes: Uint8Array): Mask {
  return sourceMask(() => [bytes]);
}

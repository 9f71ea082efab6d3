import { compareNumbers, compareText, digitsEnd, isDigitAt, isDigits } from '../digits.ts';

/*
 * Versions from before PEP 440 still occur in PyPI and in advisories. They are compared as setuptools did ("parse_version", the scheme of
 * PEP 386's time): numbers and words in turn, `*final` at the end, so that words before "final" in the alphabet announce a release to come.
 */
const finalWord = '*final';
const finalDash = '*final-';

/** Words that mean the same as another. */
const words: Readonly<Record<string, string>> = { pre: 'c', preview: 'c', '-': 'final-', rc: 'c', dev: '@' };

/** Splits into runs of digits, runs of lower-case letters, dashes and anything between; dots and nothing are left out. */
function components(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    const from = at;
    const code = text.charCodeAt(at);
    if (isDigitAt(text, at)) at = digitsEnd(text, at);
    else if (isLowerAt(text, at)) while (isLowerAt(text, at)) at += 1;
    else if (code === 46 || code === 45) at += 1;
    else while (at < text.length && !isBoundaryAt(text, at)) at += 1;
    if (code !== 46) found.push(text.slice(from, at));
  }
  return found;
}

function isLowerAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 97 && code <= 122;
}

function isBoundaryAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 46 || code === 45 || isDigitAt(text, at) || isLowerAt(text, at);
}

function isZero(part: string): boolean {
  return isDigits(part) && compareNumbers(part, '0') === 0;
}

/** What a legacy version is compared by: numbers as digits, words with a star before them. */
function legacyKey(version: string): readonly string[] {
  const key: string[] = [];
  const add = (part: string): void => {
    if (!isDigits(part)) {
      if (part < finalWord) while (key[key.length - 1] === finalDash) key.pop();
      while (key.length > 0 && isZero(key[key.length - 1] ?? '')) key.pop();
    }
    key.push(part);
  };
  for (const component of components(version.toLowerCase())) {
    add(isDigits(component) ? component : `*${Object.hasOwn(words, component) ? words[component] : component}`);
  }
  add(finalWord);
  return key;
}

/** Compares two versions that PEP 440 does not know. */
export function compareLegacy(a: string, b: string): number {
  const keyA = legacyKey(a);
  const keyB = legacyKey(b);
  for (let i = 0; i < keyA.length && i < keyB.length; i += 1) {
    const partA = keyA[i] ?? '';
    const partB = keyB[i] ?? '';
    const difference = isDigits(partA) && isDigits(partB) ? compareNumbers(partA, partB) : compareText(partA, partB);
    if (difference !== 0) return difference;
  }
  return keyA.length - keyB.length;
}

import { plainCommand } from '../../../core/index.ts';
import { compareDigits, compareText, digitsEnd, isDigitAt } from '../digits.ts';
import type { VersionOrder } from '../version-order.ts';

/*
 * apk-tools, "apk-package(5)", PACKAGE INFO METADATA:
 *   number{.number}…{letter}{_suffix{number}}…{~hash}{-r#}
 * A version is read as a row of parts. Rows are compared part by part; where the parts are of different kinds, the kind with the higher rank
 * is the newer one. Parts that announce a release to come (`_alpha` … `_rc`) rank below the end of the version, all others above it.
 * Digits may follow the letter (`6.6.2p1`), as apk-tools 2 allows and old packages use.
 * What fits no part ends the row and ranks just below the end, as in apk-tools 3. (apk-tools 2 ranked it above; no valid version is concerned.)
 * A number that was left out (`1-r`, `0..1`, `1.`) is the lowest of its place, as in apk-tools 2, which most images have: there it is valid and `1-r` is
 * `1-r0`. apk-tools 3 refuses such versions, so they are no valid ones here.
 */
const preSuffix = 0;
const invalid = 1;
const end = 2;
const revision = 3;
const hash = 4;
const suffixNumber = 5;
const postSuffix = 6;
const letter = 7;
const number = 8;
const firstNumber = 9;

/** Suffixes, oldest first; those before `preSuffixes` come before the release that they name. */
const suffixes = ['alpha', 'beta', 'pre', 'rc', 'cvs', 'svn', 'git', 'hg', 'p'];
const preSuffixes = 4;

const dot = 46;
const dash = 45;
const underscore = 95;
const tilde = 126;

/** Reads the parts of one version, one at a time. */
class Parts {
  readonly text: string;
  /** Kind of the part that was read last. */
  kind: number = firstNumber;
  /** Where the value of that part begins and ends. */
  from = 0;
  to = 0;
  /** Place of a suffix in `suffixes`. */
  suffix = 0;
  /** Whether a number was left out so far. */
  hasGap = false;
  /** The kinds may only follow each other in the order of the grammar: what was read last as a step of it. */
  #step = 0;

  constructor(text: string) {
    this.text = text;
    this.#digits(0, firstNumber);
  }

  next(): void {
    const at = this.to;
    if (at >= this.text.length) {
      this.kind = end;
      return;
    }
    const code = this.text.charCodeAt(at);
    if (code === dot && this.#step === 0) this.#digits(at + 1, number);
    else if (code >= 97 && code <= 122 && this.#step === 0) this.#part(letter, at, at + 1, 1);
    else if (code === underscore && this.#step <= 2) this.#suffix(at + 1);
    else if (isDigitAt(this.text, at)) this.#digitsAfterWord(at);
    else if (code === tilde && this.#step <= 2) this.#hash(at + 1);
    else if (code === dash && this.#step <= 3 && this.text.charCodeAt(at + 1) === 114) {
      this.#digits(at + 2, revision);
      this.#step = 4;
    } else this.kind = invalid;
  }

  #part(kind: number, from: number, to: number, step: number): void {
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.#step = step;
  }

  #digits(at: number, kind: number): void {
    const to = digitsEnd(this.text, at);
    const isGap = to === at && this.#isGapAt(at, kind);
    if (to === at && !isGap) this.kind = invalid;
    else this.#part(kind, at, to, 0);
    this.hasGap ||= isGap;
  }

  #isGapAt(at: number, kind: number): boolean {
    if (kind !== revision && kind !== number) return false;
    return at >= this.text.length || (kind === number && this.text.charCodeAt(at) === dot);
  }

  #digitsAfterWord(at: number): void {
    if (this.kind === letter) this.#digits(at, firstNumber);
    else if (this.kind === preSuffix || this.kind === postSuffix) {
      this.#part(suffixNumber, at, digitsEnd(this.text, at), 2);
    } else this.kind = invalid;
  }

  #suffix(at: number): void {
    let to = at;
    while (this.text.charCodeAt(to) >= 97 && this.text.charCodeAt(to) <= 122) to += 1;
    this.suffix = to - at > 5 ? -1 : suffixes.indexOf(this.text.slice(at, to));
    if (this.suffix < 0) this.kind = invalid;
    else this.#part(this.suffix < preSuffixes ? preSuffix : postSuffix, at, to, 2);
  }

  #hash(at: number): void {
    let to = at;
    while (isHexAt(this.text, to)) to += 1;
    if (to === at) this.kind = invalid;
    else this.#part(hash, at, to, 3);
  }
}

function isHexAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102);
}

/** Compares two parts of the same kind. */
function comparePart(a: Parts, b: Parts): number {
  switch (a.kind) {
    case preSuffix:
    case postSuffix:
      return a.suffix - b.suffix;
    case number:
      // Numbers after the first are compared as text as soon as one has a leading zero: 1.010 < 1.02.
      if (a.text.charCodeAt(a.from) === 48 || b.text.charCodeAt(b.from) === 48) return compareSlices(a, b);
      return compareDigits(a.text, a.from, a.to, b.text, b.from, b.to);
    case letter:
    case hash:
      return compareSlices(a, b);
    default:
      return compareDigits(a.text, a.from, a.to, b.text, b.from, b.to);
  }
}

function compareSlices(a: Parts, b: Parts): number {
  return compareText(a.text.slice(a.from, a.to), b.text.slice(b.from, b.to));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  const partsA = new Parts(a);
  const partsB = new Parts(b);
  // Texts that do not even begin with a number are older than all that do, and ordered as texts.
  if (partsA.kind === invalid && partsB.kind === invalid) return compareText(a, b);
  while (partsA.kind === partsB.kind && partsA.kind !== end && partsA.kind !== invalid) {
    const difference = comparePart(partsA, partsB);
    if (difference !== 0) return difference;
    partsA.next();
    partsB.next();
  }
  return partsA.kind - partsB.kind;
}

function isValid(version: string): boolean {
  const parts = new Parts(version);
  while (parts.kind !== end && parts.kind !== invalid) parts.next();
  return parts.kind === end && !parts.hasGap;
}

/** Alpine's apk-tools. */
export const apk: VersionOrder = {
  id: 'apk',
  title: 'Alpine package (apk-tools)',
  compare,
  isValid,
  hasPlace: (version) => isDigitAt(version, 0),
  askOlder: (a, b) => plainCommand`apk version -t ${a} ${b}   # < means affected`,
};

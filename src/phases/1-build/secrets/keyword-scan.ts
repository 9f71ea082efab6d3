/** A word that must be there before a pattern is tried. */
export interface Keyword {
  readonly text: string;
  /** Whether `AKIA` also stands for `akia`. */
  readonly anyCase: boolean;
}

/** Called where a keyword begins. */
export type OnKeyword = (keyword: number, offset: number) => void;

/** Shortest keyword: the scan looks at this many bytes at once. */
export const windowLength = 3;

/*
 * Every byte falls into one of 32 classes: letters without regard to case, and a few for what else stands in keywords. Three neighbours make a
 * number of 15 bits, by which a table says at once whether a keyword may be there. The table is small enough to stay in the processor's cache.
 */
const classes = new Uint8Array(256);
for (let letter = 1; letter <= 26; letter++) {
  classes[0x40 + letter] = letter;
  classes[0x60 + letter] = letter;
}
for (let digit = 0x30; digit <= 0x39; digit++) classes[digit] = 27;
for (const [at, character] of [...'_-.:'].entries()) classes[character.charCodeAt(0)] = 28 + at;

/** How often a class occurs in text, roughly, per thousand: the rarest part of a keyword is looked for. */
const frequency: readonly number[] = [
  150, 65, 12, 28, 34, 100, 18, 16, 40, 60, 2, 7, 35, 24, 58, 62, 20, 1, 52, 56, 75, 24, 8, 14, 4, 15, 2, 40, 20, 20,
  20, 12,
];

const fold = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
const codesOf = (text: string): readonly number[] => [...text].map((character) => character.charCodeAt(0) & 0xff);

/** The number of the window of three bytes that ends at `end` (exclusive). */
function windowAt(codes: readonly number[], end: number): number {
  return codes.slice(end - windowLength, end).reduce((number, code) => (number << 5) | (classes[code] ?? 0), 0);
}

/** Where the rarest window of a keyword ends. */
function rarestEnd(codes: readonly number[]): number {
  let [best, least] = [windowLength, Number.POSITIVE_INFINITY];
  for (let end = windowLength; end <= codes.length; end++) {
    const often = codes
      .slice(end - windowLength, end)
      .reduce((product, code) => product * (frequency[classes[code] ?? 0] ?? 1), 1);
    if (often < least) [best, least] = [end, often];
  }
  return best;
}

interface Candidate {
  readonly keyword: number;
  readonly bytes: Uint8Array;
  readonly anyCase: boolean;
  /** From the begin of the keyword to the last byte of its window. */
  readonly back: number;
}

/** Finds many keywords in one pass over bytes. */
export class KeywordScan {
  /** 0, or the number of a bucket. */
  readonly #table = new Uint16Array(1 << 15);
  readonly #buckets: Candidate[][] = [[]];

  /** Throws a `RangeError` for a keyword that is too short. */
  constructor(keywords: readonly Keyword[]) {
    for (const [keyword, { text, anyCase }] of keywords.entries()) {
      const codes = codesOf(anyCase ? text.toLowerCase() : text);
      if (codes.length < windowLength) throw new RangeError(`the keyword ${JSON.stringify(text)} is too short`);
      const end = rarestEnd(codes);
      const window = windowAt(codes, end);
      if (this.#table[window] === 0) {
        this.#table[window] = this.#buckets.length;
        this.#buckets.push([]);
      }
      this.#buckets[this.#table[window] ?? 0]?.push({ keyword, bytes: Uint8Array.from(codes), anyCase, back: end - 1 });
    }
  }

  /** Calls `found` for every place where a keyword stands, in order of their windows. */
  scan(bytes: Uint8Array, found: OnKeyword): void {
    const table = this.#table;
    let window = 0;
    for (let i = 0; i < bytes.length; i++) {
      window = ((window << 5) | (classes[bytes[i] as number] as number)) & 0x7fff;
      if (table[window] !== 0) this.#verify(bytes, i, table[window] as number, found);
    }
  }

  #verify(bytes: Uint8Array, at: number, bucket: number, found: OnKeyword): void {
    for (const candidate of this.#buckets[bucket] ?? []) {
      const start = at - candidate.back;
      if (start >= 0 && isAt(bytes, start, candidate)) found(candidate.keyword, start);
    }
  }
}

function isAt(bytes: Uint8Array, start: number, candidate: Candidate): boolean {
  const wanted = candidate.bytes;
  if (start + wanted.length > bytes.length) return false;
  for (let i = 0; i < wanted.length; i++) {
    const byte = bytes[start + i] as number;
    if ((candidate.anyCase ? fold(byte) : byte) !== wanted[i]) return false;
  }
  return true;
}

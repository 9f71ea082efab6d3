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

/** Fours of bytes that are noted before they are looked at. */
const mostFours = 1_024;

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
for (const [at, characters] of ['_/', '-', '.', ':'].entries())
  for (const character of characters) classes[character.charCodeAt(0)] = 28 + at;

/**
 * How often a class occurs in text, roughly, per thousand: the rarest part of a keyword is looked for. Digits stand beside one another more often
 * than by chance.
 */
const frequency: readonly number[] = [
  150, 65, 12, 28, 34, 100, 18, 16, 40, 60, 2, 7, 35, 24, 58, 62, 20, 1, 52, 56, 75, 24, 8, 14, 4, 15, 2, 100, 20, 20,
  20, 12,
];

const fold = (byte: number): number => (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
const codesOf = (text: string): readonly number[] => [...text].map((character) => character.charCodeAt(0) & 0xff);

/** The number of the window of three bytes that ends at `end` (exclusive). */
function windowAt(codes: readonly number[], end: number): number {
  let number = 0;
  for (let at = end - windowLength; at < end; at++) number = (number << 5) | (classes[codes[at] ?? 0] ?? 0);
  return number;
}

/** The number of the window that ends at `end` (exclusive); what would lie before the first byte counts as a byte of no keyword. */
function windowBefore(bytes: Uint8Array, end: number): number {
  let number = 0;
  for (let at = Math.max(0, end - windowLength); at < end; at++)
    number = (number << 5) | (classes[bytes[at] as number] as number);
  return number;
}

/** Letters that follow one another often in source and English: ten times what their frequencies alone would give. */
const frequentThrees: ReadonlySet<number> = new Set(
  (
    'ion tio ent msg str the con ing ate ame ons ect for sta typ nam ype tur sel res ret ter etu par urn val gst ' +
    'com elf nst cti pro ode ort ati def nte tri est mod alu men ble ont lue ext nde por dat tat end rea get thi ' +
    'ara ers ess ass rin ted ule ren int one orm pre and his abl err odu per dul ser ver omp der equ tor all key ' +
    'exp arg pti ult ine set ase tem ram rat ist mat pat ele que ite cla che sio fie not unc lat ile mpo use req ' +
    'ope ins rom tra rop rro obj nti imp fun are ath nce tho nod ind ror las ang fro jec ull lse act opt tar era ' +
    'rma als ata tes nct fil pla tin age ack pen our tim var den ere col bje out nts ans non ssi red mpl ime ues ' +
    'ead fin ali nul lec eme und tru let ert rce her les met ten ire sou ber rec enc cal ith efi eld att oun ran ' +
    'app len iel lin wor del urc gin des unt ide iti ref num wit put nal ces ute esu ini mes has art lea ord eve ' +
    'ete anc tch tab ore ken scr oke ner han cha unk nsi cri lis rib sco ach ple ive eng tan ntr din ace tok dep ' +
    'ume mbe nta eat cre ost ize ain hun tha chu nse lic emp sul ste ned els cod nit yth ars eco rre ttr ens rue ' +
    'cur hon sin new ast fal rip rge pyt rse ato esc eri cat ngt but sit add ifi ial ool omm bas ole ipt ild kin ' +
    'efa aul ice cas loa ure sed boo spe ses nne mit ral run loc hat map rsi plu qui onf'
  )
    .split(' ')
    .map((letters) => windowAt(codesOf(letters), windowLength)),
);

/** Where the rarest window of a keyword ends. */
function rarestEnd(codes: readonly number[]): number {
  let [best, least] = [windowLength, Number.POSITIVE_INFINITY];
  for (let end = windowLength; end <= codes.length; end++) {
    let often = frequentThrees.has(windowAt(codes, end)) ? 10 : 1;
    for (let at = end - windowLength; at < end; at++) often *= frequency[classes[codes[at] ?? 0] ?? 0] ?? 1;
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
  /** Whether any keyword has this window: what is asked for every byte is small enough to stay in the nearest cache. */
  readonly #isThere = new Uint8Array(1 << 15);
  /** 0, or the number of a bucket. */
  readonly #table = new Uint16Array(1 << 15);
  readonly #buckets: Candidate[][] = [[]];
  /** Where fours of bytes begin that are to be looked at, and how many there are: used again and again. */
  readonly #fours = new Uint32Array(mostFours + 1);
  #count = 0;

  /** Throws a `RangeError` for a keyword that is too short. */
  constructor(keywords: readonly Keyword[]) {
    for (const [keyword, { text, anyCase }] of keywords.entries()) {
      const codes = codesOf(anyCase ? text.toLowerCase() : text);
      if (codes.length < windowLength) throw new RangeError(`the keyword ${JSON.stringify(text)} is too short`);
      const end = rarestEnd(codes);
      const window = windowAt(codes, end);
      if (this.#table[window] === 0) {
        this.#isThere[window] = 1;
        this.#table[window] = this.#buckets.length;
        this.#buckets.push([]);
      }
      this.#buckets[this.#table[window] ?? 0]?.push({ keyword, bytes: Uint8Array.from(codes), anyCase, back: end - 1 });
    }
  }

  /** Calls `found` for every place where a keyword stands, in order of their windows. `found` must not scan by the same object. */
  scan(bytes: Uint8Array, found: OnKeyword): void {
    for (let from = 0; from < bytes.length; ) {
      const [start, fours] = [from, this.#fours];
      from = this.#sift(bytes, start);
      for (let i = 0; i < this.#count; i++) {
        const first = fours[i] as number;
        const end = Math.min(first + 4, bytes.length);
        let window = windowBefore(bytes, first);
        for (let at = first; at < end; at++) {
          window = ((window << 5) | (classes[bytes[at] as number] as number)) & 0x7fff;
          if (this.#isThere[window] !== 0) this.#verify(bytes, at, this.#table[window] as number, found);
        }
      }
    }
  }

  /**
   * Notes the fours of bytes from `start` on (which 4 divides) in which a window of a keyword may end; where it stopped. Most fours have none, and one
   * question for all four says so. Nothing is called from here: this is where the time goes, and so it is compiled once and stays small.
   */
  #sift(bytes: Uint8Array, start: number): number {
    const [isThere, classOf, fours] = [this.#isThere, classes, this.#fours];
    const wholeFours = bytes.length & ~3;
    let window = windowBefore(bytes, start);
    let count = 0;
    let i = start;
    for (; i < wholeFours && count < mostFours; i += 4) {
      const first = ((window << 5) | (classOf[bytes[i] as number] as number)) & 0x7fff;
      const second = ((first << 5) | (classOf[bytes[i + 1] as number] as number)) & 0x7fff;
      const third = ((second << 5) | (classOf[bytes[i + 2] as number] as number)) & 0x7fff;
      window = ((third << 5) | (classOf[bytes[i + 3] as number] as number)) & 0x7fff;
      const any =
        (isThere[first] as number) |
        (isThere[second] as number) |
        (isThere[third] as number) |
        (isThere[window] as number);
      fours[count] = i;
      count += any;
    }
    if (i === wholeFours && i < bytes.length && count < mostFours) {
      fours[count++] = i;
      i = bytes.length;
    }
    this.#count = count;
    return i;
  }

  #verify(bytes: Uint8Array, at: number, bucket: number, found: OnKeyword): void {
    const candidates = this.#buckets[bucket] as readonly Candidate[];
    for (let i = 0; i < candidates.length; i++) {
      const candidate = candidates[i] as Candidate;
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

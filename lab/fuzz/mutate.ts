import type { Random } from './random.ts';

/** Longest input that is made. */
const maxBytes = 256 * 1024;

/** Bytes that mean something to many formats: brackets, quotes, ends, numbers that wrap. */
const words: readonly Uint8Array[] = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\0',
    ':',
    ',',
    '$',
    '${',
    '%',
    '&',
    '*',
    '#',
    '<',
    '>',
    '-',
    '../',
    '/',
    '=',
    '@',
    '\ufeff',
    '\u202e',
    '🐳',
    '1e999',
    '-0',
    '__proto__',
    'constructor',
    'null',
    'NaN',
  ].map((word) => Buffer.from(word)),
  ...[
    [0x00],
    [0x7f],
    [0x80],
    [0xff],
    [0xff, 0xff],
    [0xff, 0xff, 0xff, 0xff],
    [0x80, 0, 0, 0],
    [0, 0, 0, 0x80],
    [0x1f, 0x8b],
    [0x50, 0x4b, 5, 6],
  ].map((bytes) => Buffer.from(bytes)),
];

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const joined = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);

/** One change each. A new one is a line. */
const mutations: readonly Mutation[] = [
  // One bit, or one byte.
  (bytes, random) => change(bytes, random, (byte) => byte ^ (1 << random.below(8))),
  (bytes, random) => change(bytes, random, () => random.below(256)),
  // A stretch is left out, doubled, moved, or repeated many times.
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    return joined(bytes.subarray(0, from), bytes.subarray(to));
  },
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    return joined(bytes.subarray(0, to), bytes.subarray(from));
  },
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    const at = random.below(bytes.length + 1);
    return joined(bytes.subarray(0, at), bytes.subarray(from, to), bytes.subarray(at));
  },
  (bytes, random) => {
    const [from, to] = stretch(bytes, random);
    const times = Math.min(1 << random.below(13), Math.floor(maxBytes / Math.max(1, to - from)));
    return joined(
      bytes.subarray(0, from),
      ...Array.from({ length: times }, () => bytes.subarray(from, to)),
      bytes.subarray(to),
    );
  },
  // A word that means something is put in, or over.
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return joined(bytes.subarray(0, at), random.pick(words) ?? bytes, bytes.subarray(at));
  },
  (bytes, random) => {
    const word = random.pick(words) ?? bytes;
    const at = random.below(bytes.length + 1);
    return joined(bytes.subarray(0, at), word, bytes.subarray(at + word.length));
  },
  // The end is missing.
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  // A number of four bytes becomes another, near a bound.
  (bytes, random) => {
    if (bytes.length < 4) return bytes;
    const copy = Buffer.from(bytes);
    const value = random.pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, bytes.length, bytes.length + 1]) ?? 0;
    const at = random.below(bytes.length - 3);
    if (random.below(2) === 0) copy.writeUInt32LE(value, at);
    else copy.writeUInt32BE(value, at);
    return copy;
  },
  // Digits become other digits.
  (bytes, random) => {
    const digits = [...bytes.keys()].filter((at) => (bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39);
    const at = random.pick(digits);
    if (at === undefined) return bytes;
    return joined(
      bytes.subarray(0, at),
      Buffer.from(random.pick(['9'.repeat(1 + random.below(30)), '-1', '0', '1e9', '0x7']) ?? ''),
      bytes.subarray(at + 1),
    );
  },
];

function change(bytes: Buffer, random: Random, to: (byte: number) => number): Buffer {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const at = random.below(copy.length);
  copy[at] = to(copy[at] ?? 0);
  return copy;
}

function stretch(bytes: Buffer, random: Random): readonly [from: number, to: number] {
  const from = random.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + random.below(1 << random.below(10)))];
}

/** An input made of the seeds by one to eight changes; sometimes of two seeds, sometimes of none. */
export function mutate(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  const seed = (): Buffer => Buffer.from(random.pick(seeds) ?? []);
  if (random.below(64) === 0) return Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)));
  const first = seed();
  let bytes: Buffer = first;
  if (random.below(16) === 0)
    bytes = joined(first.subarray(0, random.below(first.length + 1)), seed().subarray(random.below(first.length + 1)));
  for (let changes = 1 + random.below(8); changes > 0; changes -= 1) {
    bytes = (random.pick(mutations) ?? ((same: Buffer) => same))(bytes, random).subarray(0, maxBytes);
  }
  return bytes;
}

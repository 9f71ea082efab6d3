import type { BitSource } from './bits.ts';
import { HuffmanCode } from './huffman.ts';

/** Symbols that one table is used for. */
const groupSize = 50;

/** A block before its transformations are undone. */
export interface CodedBlock {
  /** Where the original begins in the sorted rotations. */
  readonly origin: number;
  /** Low eight bits: a byte; the others are room for the inverse transformation. */
  readonly bytes: Uint32Array;
  readonly length: number;
}

const malformed = (what: string): Error => new Error(what);

/** Which bytes occur: a map of 16 ranges, and of 16 bytes in each that is in use. */
function readUsed(bits: BitSource): Uint8Array {
  const ranges = bits.read(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range++) {
    if (((ranges >> (15 - range)) & 1) === 0) continue;
    const map = bits.read(16);
    for (let low = 0; low < 16; low++) if (((map >> (15 - low)) & 1) === 1) used.push(range * 16 + low);
  }
  if (used.length === 0) throw malformed('a block without bytes');
  return Uint8Array.from(used);
}

/** Which table each group of symbols uses, coded by moving to the front. */
function readSelectors(bits: BitSource, tables: number): Uint8Array {
  const count = bits.read(15);
  if (count === 0) throw malformed('a block without selectors');
  const order = Array.from({ length: tables }, (_, table) => table);
  const selectors = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    let place = 0;
    while (bits.read(1) === 1) if (++place >= tables) throw malformed('a selector of no table');
    const [table = 0] = order.splice(place, 1);
    order.unshift(table);
    selectors[index] = table;
  }
  return selectors;
}

function readCode(bits: BitSource, symbols: number): HuffmanCode {
  const lengths = new Uint8Array(symbols);
  let length = bits.read(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    for (;;) {
      if (length < 1 || length > 20) throw malformed('a code length out of its bounds');
      if (bits.read(1) === 0) break;
      length += bits.read(1) === 0 ? 1 : -1;
    }
    lengths[symbol] = length;
  }
  return new HuffmanCode(lengths);
}

/**
 * Reads what follows a block's magic number and checksum: its bytes as they were sorted, with runs and moving to the front undone. `room` is used for them.
 * Throws plain errors that say what is malformed.
 */
export function readBlock(bits: BitSource, room: Uint32Array): CodedBlock {
  if (bits.read(1) === 1) throw malformed('a randomised block, which no program has written since 1997');
  const origin = bits.read(24);
  const front = readUsed(bits);
  const tables = bits.read(3);
  if (tables < 2 || tables > 6) throw malformed('a number of tables out of its bounds');
  const selectors = readSelectors(bits, tables);
  const symbols = front.length + 2;
  const codes = Array.from({ length: tables }, () => readCode(bits, symbols));
  const end = symbols - 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  let group = 0;
  let left = 0;
  let code: HuffmanCode | undefined;
  for (;;) {
    if (left === 0) {
      code = codes[selectors[group++] ?? tables];
      if (code === undefined) throw malformed('more symbols than selectors');
      left = groupSize;
    }
    left--;
    const symbol = code?.next(bits);
    if (symbol === undefined) throw malformed('bits that are no code');
    if (symbol <= 1) {
      // The length of a run in base two with the digits one and two.
      if (run === 0) weight = 1;
      run += weight << symbol;
      weight <<= 1;
      if (run > room.length) throw malformed('a run longer than a block');
      continue;
    }
    if (run > 0) {
      if (length + run > room.length) throw malformed('a block longer than its header says');
      room.fill(front[0] ?? 0, length, length + run);
      length += run;
      run = 0;
    }
    if (symbol === end) break;
    if (length >= room.length) throw malformed('a block longer than its header says');
    const place = symbol - 1;
    const byte = front[place] ?? 0;
    front.copyWithin(1, 0, place);
    front[0] = byte;
    room[length++] = byte;
  }
  if (origin >= length) throw malformed('a block whose beginning is not in it');
  return { origin, bytes: room, length };
}

/** Undoes the sorting of rotations (Burrows and Wheeler, 1994): afterwards the high bits of each entry say where the next byte stands. */
export function linkBlock({ bytes, length }: CodedBlock): void {
  const starts = new Int32Array(256);
  for (let at = 0; at < length; at++) {
    const byte = (bytes[at] ?? 0) & 0xff;
    starts[byte] = (starts[byte] ?? 0) + 1;
  }
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = starts[byte] ?? 0;
    starts[byte] = sum;
    sum += count;
  }
  for (let at = 0; at < length; at++) {
    const byte = (bytes[at] ?? 0) & 0xff;
    const place = starts[byte] ?? 0;
    starts[byte] = place + 1;
    bytes[place] = (bytes[place] ?? 0) | (at << 8);
  }
}

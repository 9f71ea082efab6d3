import { crc32 } from 'node:zlib';
import { SeaworthyError, whyOf } from '../../../core/index.ts';
import type { ByteSink } from '../inflate/inflater.ts';
import { type BlockCheck, blockCheck } from './checks.ts';
import { Dictionary } from './dictionary.ts';
import { Lzma } from './lzma.ts';

/** xz -9 has 64 MiB. */
const largestDictionary = 64 * 1024 * 1024;

const ended = new Error('it ends too soon');

/** Reads the parts of a file in its order. */
class Source {
  readonly bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw ended;
    return value;
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) throw ended;
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** A number in groups of seven bits, the least significant first; none here needs more than 2^53. */
  number(): number {
    let value = 0;
    for (let group = 0; group < 9; group++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * group);
      if (byte < 0x80) return value;
    }
    throw new Error('a number longer than any');
  }

  /** Zeros up to a multiple of four bytes from `from` on. */
  padding(from: number): void {
    while ((this.at - from) % 4 !== 0) if (this.byte() !== 0) throw new Error('padding that is not zero');
  }

  /** The CRC-32 of what was read since `from` stands here. */
  checkCrc(from: number): void {
    const expected = crc32(this.bytes.subarray(from, this.at));
    if (Buffer.from(this.take(4)).readUInt32LE(0) !== expected) throw new Error('a checksum that does not fit');
  }
}

/** The header of a block whose first byte was read: gives the size of its dictionary. */
function readBlockHeader(source: Source, first: number): number {
  const start = source.at - 1;
  const end = start + (first + 1) * 4 - 4;
  const flags = source.byte();
  if ((flags & 0x3f) !== 0) throw new Error('a block with filters besides LZMA2, which is not read');
  if ((flags & 0x40) !== 0) source.number();
  if ((flags & 0x80) !== 0) source.number();
  const [filter, size] = [source.number(), source.number()];
  if (filter !== 0x21 || size !== 1) throw new Error('a filter that is not LZMA2, which is not read');
  const bits = source.byte();
  if (bits > 40) throw new Error('a dictionary larger than any');
  while (source.at < end) if (source.byte() !== 0) throw new Error('padding that is not zero');
  if (source.at !== end) throw new Error('a header longer than it says');
  source.checkCrc(start);
  const dictionary = bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
  if (dictionary > largestDictionary)
    throw new SeaworthyError(
      'E_LIMIT',
      `xz with a dictionary of ${dictionary} bytes, more than the ${largestDictionary} allowed`,
    );
  return dictionary;
}

/** The chunks of a block (LZMA2). */
function* readChunks(source: Source, dictionary: Dictionary, sink: ByteSink): Generator<void> {
  const lzma = new Lzma(dictionary);
  let needs: 'dictionary' | 'properties' | 'state' | undefined = 'dictionary';
  for (let control = source.byte(); control !== 0; control = source.byte()) {
    if (control >= 0xe0 || control === 1) {
      dictionary.empty();
      lzma.position = 0;
      if (needs === 'dictionary') needs = 'properties';
    } else if (needs === 'dictionary') throw new Error('a first chunk that keeps a dictionary');
    if (control < 0x80) {
      if (control > 2) throw new Error('a chunk of no kind');
      const [high, low] = [source.byte(), source.byte()];
      const size = ((high << 8) | low) + 1;
      dictionary.begin(size);
      dictionary.putAll(source.take(size));
      lzma.position += size;
      if (needs === undefined) needs = 'state';
    } else {
      const head = source.take(4);
      const size = (((control & 0x1f) << 16) | ((head[0] ?? 0) << 8) | (head[1] ?? 0)) + 1;
      const packed = (((head[2] ?? 0) << 8) | (head[3] ?? 0)) + 1;
      if (control >= 0xc0) {
        lzma.setProperties(source.byte());
        needs = 'state';
      } else if (needs === 'properties') throw new Error('a chunk without properties');
      if (control >= 0xa0) {
        lzma.reset();
        needs = undefined;
      } else if (needs !== undefined) throw new Error('a chunk without a state');
      const at = source.at;
      source.take(packed);
      dictionary.begin(size);
      lzma.decode(source.bytes, at, at + packed, size);
    }
    sink(dictionary.made);
    yield;
  }
}

function* readBlock(
  source: Source,
  first: number,
  check: BlockCheck,
  dictionary: Dictionary,
  sink: ByteSink,
): Generator<void> {
  dictionary.open(readBlockHeader(source, first));
  const start = source.at;
  yield* readChunks(source, dictionary, (part) => {
    check.update(part);
    sink(part);
  });
  source.padding(start);
  if (Buffer.compare(source.take(check.bytes), check.value()) !== 0)
    throw new Error('the checksum of a block does not fit');
}

/** The index behind the blocks and the footer; sizes were checked by checksums. */
function readEnd(source: Source, blocks: number): void {
  const start = source.at - 1;
  if (source.number() !== blocks) throw new Error('an index of other blocks');
  for (let left = blocks * 2; left > 0; left--) source.number();
  source.padding(start);
  source.checkCrc(start);
  const footer = source.take(12);
  if (footer[10] !== 0x59 || footer[11] !== 0x5a) throw new Error('no footer');
}

const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] as const;

function* readStream(source: Source, dictionary: Dictionary, sink: ByteSink): Generator<void> {
  const head = source.take(6);
  if (!magic.every((byte, index) => head[index] === byte)) throw new Error('no stream of xz begins there');
  const flags = source.at;
  const [zero, type] = [source.byte(), source.byte()];
  source.checkCrc(flags);
  let blocks = 0;
  for (let first = source.byte(); first !== 0; first = source.byte()) {
    const check = zero === 0 ? blockCheck(type) : undefined;
    if (check === undefined) throw new Error('a checksum of a kind that is not read');
    yield* readBlock(source, first, check, dictionary, sink);
    blocks++;
  }
  readEnd(source, blocks);
}

/**
 * Inflates xz (tukaani.org, "The .xz File Format" 1.2.1; LZMA2 alone) that is at hand, a chunk of at most 2 MiB a step; several streams and padding between them
 * count as one. Throws `E_FORMAT`, `E_TRUNCATED`, `E_LIMIT` for a dictionary larger than any preset's, and what the sink throws.
 */
export function* xzSteps(bytes: Uint8Array, sink: ByteSink, where: string): Generator<void> {
  const source = new Source(bytes);
  const dictionary = new Dictionary();
  try {
    do {
      yield* readStream(source, dictionary, sink);
      while (source.at < bytes.length && bytes[source.at] === 0) source.at++;
    } while (source.at < bytes.length);
  } catch (cause) {
    if (cause instanceof SeaworthyError)
      throw cause.where === undefined ? new SeaworthyError(cause.code, cause.message, { where, cause }) : cause;
    if (cause === ended) throw new SeaworthyError('E_TRUNCATED', 'xz that ends too soon', { where, cause });
    throw new SeaworthyError('E_FORMAT', 'not xz', { where, why: whyOf(cause), cause });
  }
}

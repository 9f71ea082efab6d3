import { SeaworthyError, whyOf } from '../../../core/index.ts';
import { BitSource, outOfBytes } from './bits.ts';
import { type CodedBlock, linkBlock, readBlock } from './block.ts';

/** The first 24 of the 48 bits before a block (digits of pi) and before the end of a stream (of its square root), and the last 24. */
const blockMagic = [0x314159, 0x265359] as const;
const endMagic = [0x177245, 0x385090] as const;

/** Of bzip2: the polynomial of CRC-32 with the most significant bit first. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});

/** Bytes that grow, up to a bound. */
class Output {
  readonly #max: number;
  bytes: Uint8Array;
  length = 0;

  constructor(max: number, expected: number) {
    this.#max = max;
    this.bytes = new Uint8Array(Math.min(max, Math.max(expected, 64 * 1024)));
  }

  /** Makes room for so many more. */
  need(count: number): void {
    const wanted = this.length + count;
    if (wanted <= this.bytes.length) return;
    if (wanted > this.#max) throw new SeaworthyError('E_LIMIT', `bzip2 of more than ${this.#max} bytes`);
    const larger = new Uint8Array(Math.min(this.#max, Math.max(wanted, this.bytes.length * 2)));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** Writes a block's bytes, the first run-length coding undone (four equal bytes are followed by how many more there are); gives their checksum. */
function writeBlock({ origin, bytes, length }: CodedBlock, output: Output): number {
  let crc = 0xffffffff;
  let place = (bytes[origin] ?? 0) >>> 8;
  let same = 0;
  let last = -1;
  for (let left = length; left > 0; left--) {
    const entry = bytes[place] ?? 0;
    const byte = entry & 0xff;
    place = entry >>> 8;
    if (same === 4) {
      output.need(byte);
      output.bytes.fill(last, output.length, output.length + byte);
      output.length += byte;
      for (let more = 0; more < byte; more++) crc = (crc << 8) ^ (crcTable[(crc >>> 24) ^ last] ?? 0);
      same = 0;
      last = -1;
      continue;
    }
    same = byte === last ? same + 1 : 1;
    last = byte;
    output.need(1);
    output.bytes[output.length++] = byte;
    crc = (crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] ?? 0);
  }
  return ~crc >>> 0;
}

/** One stream; gives the offset behind it. */
function readStream(bytes: Uint8Array, at: number, output: Output): number {
  const level = (bytes[at + 3] ?? 0) - 0x30;
  if (bytes[at] !== 0x42 || bytes[at + 1] !== 0x5a || bytes[at + 2] !== 0x68 || level < 1 || level > 9)
    throw new Error('no stream of bzip2 begins there');
  const bits = new BitSource(bytes, at + 4);
  const room = new Uint32Array(level * 100_000);
  let all = 0;
  for (;;) {
    const magic = [bits.read(24), bits.read(24)] as const;
    const expected = bits.read32();
    if (magic[0] === endMagic[0] && magic[1] === endMagic[1]) {
      if (expected !== all) throw new Error('the checksum of the whole does not fit');
      return bits.position;
    }
    if (magic[0] !== blockMagic[0] || magic[1] !== blockMagic[1]) throw new Error('neither a block nor the end');
    const block = readBlock(bits, room);
    linkBlock(block);
    if (writeBlock(block, output) !== expected) throw new Error('the checksum of a block does not fit');
    all = (((all << 1) | (all >>> 31)) ^ expected) >>> 0;
  }
}

/**
 * Inflates bzip2 (its format is described by the comments of bzip2 1.0 and by J. Tsai, "BZIP2: Format Specification"): one stream, or several one after
 * the other as parallel programs write them. Each block and the whole have a checksum. Throws `E_FORMAT`, `E_TRUNCATED`, and `E_LIMIT` for more than
 * `maxBytes`.
 */
export function inflateBzip2(bytes: Uint8Array, maxBytes: number, where: string): Uint8Array {
  const output = new Output(maxBytes, bytes.length * 8);
  try {
    let at = 0;
    do at = readStream(bytes, at, output);
    while (at < bytes.length);
  } catch (cause) {
    if (cause instanceof SeaworthyError) throw new SeaworthyError(cause.code, cause.message, { where, cause });
    if (cause === outOfBytes) throw new SeaworthyError('E_TRUNCATED', 'bzip2 that ends too soon', { where, cause });
    throw new SeaworthyError('E_FORMAT', 'not bzip2', { where, why: whyOf(cause), cause });
  }
  return output.bytes.subarray(0, output.length);
}

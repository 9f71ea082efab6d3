import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** CRC-64 of ECMA-182, reflected, in two halves. */
const low = new Uint32Array(256);
const high = new Uint32Array(256);
for (let byte = 0; byte < 256; byte++) {
  let [l, h] = [byte, 0];
  for (let bit = 0; bit < 8; bit++) {
    const odd = l & 1;
    l = (l >>> 1) | ((h & 1) << 31);
    h >>>= 1;
    if (odd === 1) {
      l ^= 0xd7870f42;
      h ^= 0xc96c5795;
    }
  }
  low[byte] = l;
  high[byte] = h;
}

/** A checksum of a block. */
export interface BlockCheck {
  readonly bytes: number;
  update(part: Uint8Array): void;
  /** As it stands behind the block. */
  value(): Uint8Array;
}

function crc64(): BlockCheck {
  let [l, h] = [0xffffffff, 0xffffffff];
  return {
    bytes: 8,
    update(part) {
      for (const byte of part) {
        const index = (l ^ byte) & 0xff;
        l = ((l >>> 8) | (h << 24)) ^ (low[index] ?? 0);
        h = (h >>> 8) ^ (high[index] ?? 0);
      }
    },
    value() {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32LE(~l >>> 0, 0);
      bytes.writeUInt32LE(~h >>> 0, 4);
      return bytes;
    },
  };
}

function crc32Check(): BlockCheck {
  let crc = 0;
  return {
    bytes: 4,
    update(part) {
      crc = crc32(part, crc);
    },
    value() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(crc, 0);
      return bytes;
    },
  };
}

function sha256(): BlockCheck {
  const hash = createHash('sha256');
  return { bytes: 32, update: (part) => void hash.update(part), value: () => hash.digest() };
}

const none = (): BlockCheck => ({ bytes: 0, update: () => undefined, value: () => new Uint8Array(0) });

/** By the number in the header of the stream (the .xz file format 1.2.1, 2.1.1.2); undefined for those that nobody has defined. */
export function blockCheck(type: number): BlockCheck | undefined {
  const make = new Map([
    [0, none],
    [1, crc32Check],
    [4, crc64],
    [10, sha256],
  ]).get(type);
  return make?.();
}

import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { sha256 } from '../header.ts';

/** A payload as it lies in the database. */
export interface PayloadRow {
  readonly digest: string;
  readonly encoding: string;
  readonly stored: string;
  readonly body: Uint8Array;
}

/** Smaller payloads gain nothing from being compressed. */
const compressFrom = 512;

export function encodePayload(digest: string, text: string): PayloadRow {
  const plain = Buffer.from(text);
  const packed = plain.length < compressFrom ? plain : zstdCompressSync(plain);
  const isSmaller = packed.length < plain.length;
  const body = isSmaller ? packed : plain;
  return { digest, encoding: isSmaller ? 'zstd' : 'json', stored: sha256(body), body };
}

/**
 * The text of a payload that must have `bytes` bytes. Throws an `Error` that says what is wrong: the stored bytes are checked before they are inflated,
 * inflating stops at `bytes`, and the result must have the digest it is kept under.
 */
export function decodePayload(row: PayloadRow, bytes: number): string {
  if (sha256(row.body) !== row.stored) throw new Error('the payload is not what was stored');
  const plain =
    row.encoding === 'zstd' ? zstdDecompressSync(row.body, { maxOutputLength: Math.max(bytes, 1) }) : row.body;
  if (plain.length !== bytes || sha256(plain) !== row.digest)
    throw new Error('the payload is not what its digest says');
  return Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength).toString('utf8');
}

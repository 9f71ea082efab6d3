/** How bytes are compressed. `xz` and `bzip2` are known by sight so that they can be refused by name. */
export type Compression = 'gzip' | 'zstd' | 'none' | 'xz' | 'bzip2';

/** How many first bytes `detectCompression` looks at. */
export const magicBytes = 6;

const starts = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  bytes.length >= magic.length && magic.every((byte, index) => bytes[index] === byte);

/**
 * What the first bytes say, whatever a media type says: RFC 1952 2.3 (gzip), RFC 8878 3.1 (zstd; its skippable frames have sixteen magics),
 * and the magics of xz and bzip2.
 */
export function detectCompression(bytes: Uint8Array): Compression {
  if (starts(bytes, 0x1f, 0x8b, 0x08)) return 'gzip';
  if (starts(bytes, 0x28, 0xb5, 0x2f, 0xfd)) return 'zstd';
  if (bytes.length >= 4 && ((bytes[0] ?? 0) & 0xf0) === 0x50 && starts(bytes.subarray(1), 0x2a, 0x4d, 0x18))
    return 'zstd';
  if (starts(bytes, 0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00)) return 'xz';
  if (starts(bytes, 0x42, 0x5a, 0x68)) return 'bzip2';
  return 'none';
}

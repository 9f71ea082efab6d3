import { SeaworthyError } from '../../../core/index.ts';

const bad = (what: string): SeaworthyError => new SeaworthyError('E_FORMAT', `tar header with a bad ${what}`);

/** Base-256 (GNU tar manual, "Extensions to the Archive Format"): first bit set, the rest a big-endian two's complement. */
function base256(bytes: Uint8Array, at: number, width: number, what: string): number {
  const first = bytes[at] ?? 0;
  if ((first & 0x40) !== 0) throw bad(`${what}: it is negative`);
  let value = first & 0x3f;
  for (let i = at + 1; i < at + width; i += 1) {
    value = value * 256 + (bytes[i] ?? 0);
    if (value > Number.MAX_SAFE_INTEGER) throw bad(`${what}: it is too large`);
  }
  return value;
}

/**
 * A numeric field: octal digits between spaces and NULs, or base-256. An empty field is 0, as every reader has it.
 * Throws `E_FORMAT` for anything else.
 */
export function tarNumber(bytes: Uint8Array, at: number, width: number, what: string): number {
  if (((bytes[at] ?? 0) & 0x80) !== 0) return base256(bytes, at, width, what);
  let start = at;
  let end = at + width;
  while (start < end && isPadding(bytes[start])) start += 1;
  while (end > start && isPadding(bytes[end - 1])) end -= 1;
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    // A NUL ends the number: some writers leave what was in their buffer behind it.
    if (byte === 0) break;
    if (byte < 0x30 || byte > 0x37) throw bad(what);
    value = value * 8 + (byte - 0x30);
  }
  return value;
}

const isPadding = (byte: number | undefined): boolean => byte === 0x20 || byte === 0;

/** Whether the checksum in the header is the sum of its bytes; old writers summed signed bytes (pax(1), "chksum"). */
export function checksumHolds(block: Uint8Array, at: number): boolean {
  let unsigned = 0;
  let high = 0;
  for (let i = at; i < at + 512; i += 1) {
    const byte = block[i] ?? 0;
    unsigned += byte;
    high += byte >> 7;
  }
  let field = 0;
  let fieldHigh = 0;
  for (let i = at + 148; i < at + 156; i += 1) {
    const byte = block[i] ?? 0;
    field += byte;
    fieldHigh += byte >> 7;
  }
  const stored = storedChecksum(block, at + 148);
  const sum = unsigned - field + 8 * 0x20;
  return stored === sum || stored === sum - 256 * (high - fieldHigh);
}

function storedChecksum(block: Uint8Array, at: number): number {
  try {
    return tarNumber(block, at, 8, 'checksum');
  } catch {
    return -1;
  }
}

/** Whether the block is all zeros: the end of an archive is two of them. */
export function isZeroBlock(block: Uint8Array, at: number): boolean {
  for (let i = at; i < at + 512; i += 1) if (block[i] !== 0) return false;
  return true;
}

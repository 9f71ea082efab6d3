import { type Program, piecesOf } from '../../../../../foundations/formats/index.ts';

/** A reference of code: where it stands, what it names, and whether it goes there (a call or jump) or only takes the address. */
export type OnReference = (at: number, target: number, goes: boolean) => void;

type Scan = (bytes: Buffer, length: number, at: number, seen: OnReference) => void;

/** Longest instruction that is looked at, and what a pair may lie apart. */
const overlap = 64;

/**
 * Calls, jumps and addresses in machine code, found by their bytes. On AMD64, where an instruction may begin anywhere, a number in another one can look
 * like a call: whoever asks takes only those that lead to the very beginning of a function, which by chance happens a few times in a hundred megabytes.
 */
const scans: Readonly<Record<string, Scan>> = { amd64: scanAmd64, arm64: scanArm64 };

/** Whether there is a reader of this processor's code. */
export const isReadable = (architecture: string | undefined): boolean =>
  architecture !== undefined && architecture in scans;

/** Goes through the code between two places of the file, the first of which is loaded at `address`. */
export function eachReference(
  program: Program,
  architecture: string,
  { from, to, address }: { readonly from: number; readonly to: number; readonly address: number },
  seen: OnReference,
): void {
  const scan = scans[architecture];
  if (!scan) return;
  for (const [at, bytes] of piecesOf(program.source, overlap, from, to)) {
    const isLast = at + bytes.length >= to;
    scan(bytes, isLast ? bytes.length : bytes.length - overlap, address + at - from, seen);
  }
}

/**
 * Intel SDM volume 2: E8 and E9 go to what is so many bytes behind them; 8D (`lea`) and 8B (`mov`) after a prefix for 64 bits, with a mode of 00 and 101,
 * name what is so many bytes behind them, as does 0F 10 (`movups`).
 */
function scanAmd64(bytes: Buffer, length: number, address: number, seen: OnReference): void {
  const end = Math.min(length, bytes.length - 4);
  for (let at = 0; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === 0xe8 || byte === 0xe9) {
      if (at + 5 <= bytes.length) seen(address + at, address + at + 5 + bytes.readInt32LE(at + 1), true);
    } else if (byte === 0x8d || byte === 0x8b) {
      const before = at === 0 ? 0 : (bytes[at - 1] as number);
      if ((before & 0xf8) === 0x48 && ((bytes[at + 1] as number) & 0xc7) === 0x05 && at + 6 <= bytes.length)
        seen(address + at, address + at + 6 + bytes.readInt32LE(at + 2), false);
    } else if (byte === 0x0f && bytes[at + 1] === 0x10 && ((bytes[at + 2] as number) & 0xc7) === 0x05) {
      if (at + 7 <= bytes.length) seen(address + at, address + at + 7 + bytes.readInt32LE(at + 3), false);
    }
  }
}

/** Arm A64: `bl` and `b` go so many words on; `adrp` takes the page, and an `add` or load soon after it what lies where in the page. */
function scanArm64(bytes: Buffer, length: number, address: number, seen: OnReference): void {
  for (let at = 0; at + 4 <= length; at += 4) {
    const word = bytes.readUInt32LE(at);
    const kind = word >>> 26;
    if (kind === 0x25 || kind === 0x05) seen(address + at, address + at + ((word << 6) >> 4), true);
    else if ((word & 0x9f000000) >>> 0 === 0x90000000) afterPage(bytes, at, word, address, seen);
  }
}

/** Instructions after an `adrp` that are looked at for what uses its register. */
const reach = 8;

function afterPage(bytes: Buffer, at: number, adrp: number, address: number, seen: OnReference): void {
  const register = adrp & 31;
  const pages = (((adrp >> 5) & 0x7ffff) << 2) | ((adrp >>> 29) & 3);
  const page = Math.floor((address + at) / 4096) * 4096 + ((pages << 11) >> 11) * 4096;
  for (let next = at + 4; next <= at + 4 * reach && next + 4 <= bytes.length; next += 4) {
    const word = bytes.readUInt32LE(next);
    if (((word >>> 5) & 31) !== register) continue;
    const immediate = (word >>> 10) & 0xfff;
    const isAdd = word >>> 22 === 0x244;
    // A load of 64 bits counts in words of 8.
    const isLoad = word >>> 22 === 0x3e5;
    if (!isAdd && !isLoad) continue;
    seen(address + at, page + (isAdd ? immediate : immediate * 8), false);
    return;
  }
}

import { decodeText } from '../../../../foundations/languages/falco/index.ts';

/** The bytes between two places as text: quick for ASCII, which most are. */
export function textOf(bytes: Buffer, start: number, end: number): string {
  for (let index = start; index < end; index += 1) {
    if ((bytes[index] ?? 0) > 0x7f) return decodeText(bytes.subarray(start, end));
  }
  return bytes.toString('latin1', start, end);
}

/** The same up to the first NUL: looked for in the same pass, since names are short. */
export function cTextOf(bytes: Buffer, start: number, end: number): string {
  let ascii = true;
  let at = start;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 0) break;
    if (byte > 0x7f) ascii = false;
  }
  return ascii ? bytes.toString('latin1', start, at) : decodeText(bytes.subarray(start, at));
}

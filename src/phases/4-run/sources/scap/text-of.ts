import { decodeText } from '../../../../foundations/languages/falco/index.ts';

/** The bytes between two places as text: quick for ASCII, which most are. */
export function textOf(bytes: Buffer, start: number, end: number): string {
  for (let index = start; index < end; index += 1) {
    if ((bytes[index] ?? 0) > 0x7f) return decodeText(bytes.subarray(start, end));
  }
  return bytes.toString('latin1', start, end);
}

/** The same up to the first NUL. */
export function cTextOf(bytes: Buffer, start: number, end: number): string {
  const nul = bytes.indexOf(0, start);
  return textOf(bytes, start, nul < 0 || nul > end ? end : nul);
}

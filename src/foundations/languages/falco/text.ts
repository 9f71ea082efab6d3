import { isUtf8 } from 'node:buffer';

/**
 * Text of the kernel is bytes: file names need not be UTF-8. A byte that is no part of a valid character is kept as the lone surrogate
 * U+DC00 + byte, so that two names are equal exactly when their bytes are (the scheme of Python's PEP 383, "surrogateescape").
 */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text. Never fails: see above. */
export function decodeText(bytes: Uint8Array): string {
  return isUtf8(bytes) ? strict.decode(bytes) : decodeStray(bytes);
}

/** What is no UTF-8, in one pass and without an object for each byte: a program may be given nothing else, to keep whoever watches it busy. */
function decodeStray(bytes: Uint8Array): string {
  // No byte makes more than one unit of UTF-16.
  const units = Buffer.allocUnsafe(bytes.length * 2);
  let end = 0;
  const add = (unit: number): void => {
    units[end] = unit & 0xff;
    units[end + 1] = unit >> 8;
    end += 2;
  };
  for (let index = 0; index < bytes.length; ) {
    const first = bytes[index] ?? 0;
    const length = characterLength(bytes, index, first);
    if (length <= 1) add(length === 1 ? first : 0xdc00 + first);
    else {
      // The mark of the length takes one bit more than that; six bits stand in each byte behind it.
      let code = first & (0x7f >> length);
      for (let next = 1; next < length; next += 1) code = (code << 6) | ((bytes[index + next] ?? 0) & 0x3f);
      if (code > 0xffff) add(0xd7c0 + (code >> 10));
      add(code > 0xffff ? 0xdc00 + (code & 0x3ff) : code);
    }
    index += Math.max(length, 1);
  }
  return units.toString('utf16le', 0, end);
}

/** Bytes of the valid character that starts here; 0 when none does (Unicode, table 3-7: well-formed sequences). */
function characterLength(bytes: Uint8Array, index: number, first: number): number {
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  if (length === 0 || index + length > bytes.length) return 0;
  const second = bytes[index + 1] ?? 0;
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let next = 2; next < length; next += 1) if (((bytes[index + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** The bytes that `decodeText` made the text from. */
export function encodeText(text: string): Uint8Array {
  if (!/[\udc00-\udcff]/u.test(text)) return new TextEncoder().encode(text);
  // No unit of UTF-16 makes more than three bytes.
  const bytes = Buffer.allocUnsafe(text.length * 3);
  let end = 0;
  for (let index = 0; index < text.length; ) {
    const code = text.codePointAt(index) ?? 0;
    if (code < 0x80) bytes[end++] = code;
    else if (code >= 0xdc00 && code <= 0xdcff) bytes[end++] = code - 0xdc00;
    else end += bytes.write(String.fromCodePoint(code), end);
    index += code > 0xffff ? 2 : 1;
  }
  return bytes.subarray(0, end);
}

/** The text with stray bytes as U+FFFD: what JSON and terminals can take. */
export function wellFormed(text: string): string {
  return text.toWellFormed();
}

/** Lower case of ASCII letters only, as the C locale has it. */
export function lowerAscii(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (run) => run.toLowerCase()) : text;
}

/** Upper case of ASCII letters only. */
export function upperAscii(text: string): string {
  return /[a-z]/.test(text) ? text.replace(/[a-z]+/g, (run) => run.toUpperCase()) : text;
}

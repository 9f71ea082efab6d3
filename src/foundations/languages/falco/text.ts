/**
 * Text of the kernel is bytes: file names need not be UTF-8. A byte that is no part of a valid character is kept as the lone surrogate
 * U+DC00 + byte, so that two names are equal exactly when their bytes are (the scheme of Python's PEP 383, "surrogateescape").
 */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text. Never fails: see above. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    let out = '';
    let index = 0;
    while (index < bytes.length) {
      const length = characterLength(bytes, index);
      if (length === 0) {
        out += String.fromCharCode(0xdc00 + (bytes[index] ?? 0));
        index += 1;
      } else {
        out += strict.decode(bytes.subarray(index, index + length));
        index += length;
      }
    }
    return out;
  }
}

/** Bytes of the valid character that starts here; 0 when none does. */
function characterLength(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0;
  if (length === 0 || index + length > bytes.length) return 0;
  try {
    strict.decode(bytes.subarray(index, index + length));
    return length;
  } catch {
    return 0;
  }
}

/** The bytes that `decodeText` made the text from. */
export function encodeText(text: string): Uint8Array {
  if (!/[\udc00-\udcff]/.test(text)) return new TextEncoder().encode(text);
  const parts: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xdc00 && code <= 0xdcff) parts.push(code - 0xdc00);
    else parts.push(...new TextEncoder().encode(character));
  }
  return Uint8Array.from(parts);
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

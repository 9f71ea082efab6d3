import { type JsonLimits, parseJson } from '../json/parse-json.ts';

const quote = 0x22;
const backslash = 0x5c;
const slash = 0x2f;
const star = 0x2a;
const newline = 0x0a;
const comma = 0x2c;
const space = 0x20;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
const isClosing = (byte: number | undefined): boolean => byte === 0x7d || byte === 0x5d;

/**
 * The value of a JSON text with comments and a comma after the last member (JSONC, as Bun and VS Code write it). What JSON does not have becomes spaces, so
 * that the rest keeps its place, its reader and its bounds. Throws what `parseJson` throws.
 */
export function parseJsonc(bytes: Uint8Array, where: string, limits: JsonLimits = {}): unknown {
  return parseJson(asJson(bytes), where, limits);
}

function asJson(bytes: Uint8Array): Uint8Array {
  const plain = Uint8Array.from(bytes);
  /** The last comma, if since then there was nothing but spaces and comments. */
  let open: number | undefined;
  for (let at = 0; at < plain.length; at++) {
    const byte = plain[at];
    if (byte === slash && (plain[at + 1] === slash || plain[at + 1] === star)) at = blank(plain, at);
    else if (byte === comma) open = at;
    else if (!isSpace(byte)) {
      if (isClosing(byte) && open !== undefined) plain[open] = space;
      open = undefined;
      if (byte === quote) at = endOfText(plain, at);
    }
  }
  return plain;
}

/** Where the text that begins at a quote ends. */
function endOfText(bytes: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

/** Makes spaces of a comment; where it ends. One that has no end stays, so that it is a fault. */
function blank(bytes: Uint8Array, start: number): number {
  const isLine = bytes[start + 1] === slash;
  let end = start + 2;
  while (end < bytes.length && !(isLine ? bytes[end] === newline : bytes[end] === star && bytes[end + 1] === slash))
    end++;
  if (!isLine && end >= bytes.length) return bytes.length;
  const after = isLine ? end : end + 2;
  for (let at = start; at < after; at++) if (bytes[at] !== newline) bytes[at] = space;
  return after - 1;
}

import { decodeText } from './text.ts';

const simple = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  // Rules in the field escape a blank by mistake; the language has always read that as a backslash.
  [' ', '\\'],
  ['\\', '\\'],
  ['/', '/'],
]);

/** The content of a quoted string with escapes undone, or why it cannot be. `body` is without the quotes. */
export function unescapeText(body: string, quote: string): { readonly text: string } | { readonly error: string } {
  if (!body.includes('\\')) return { text: body };
  let out = '';
  let bytes = false;
  for (let index = 0; index < body.length; index += 1) {
    const character = body.charAt(index);
    if (character !== '\\') {
      out += character;
      continue;
    }
    index += 1;
    const escaped = body.charAt(index);
    const known = simple.get(escaped);
    if (known !== undefined) {
      out += known;
    } else if (escaped === '"' || escaped === "'") {
      if (escaped !== quote) return { error: `invalid \\${escaped} escape in ${quote}-quoted string` };
      out += escaped;
    } else if (escaped === 'x' && /^[0-9a-fA-F]{2}$/.test(body.slice(index + 1, index + 3))) {
      const byte = Number.parseInt(body.slice(index + 1, index + 3), 16);
      // Text of the kernel ends at its first zero: no value could ever hold one.
      if (byte === 0) return { error: 'unsupported string escape sequence: \\x00' };
      out += String.fromCharCode(0xdc00 + byte);
      bytes = true;
      index += 2;
    } else if (index < body.length) {
      return { error: `unsupported string escape sequence: \\${escaped}` };
    }
  }
  return { text: bytes ? joinBytes(out) : out };
}

/** `\xNN` stands for a byte: bytes that make up a character together become that character. */
function joinBytes(text: string): string {
  return text.replace(/[\udc00-\udcff]+/g, (run) =>
    decodeText(Uint8Array.from(run, (character) => character.charCodeAt(0) - 0xdc00)),
  );
}

const escapes = new Map([
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

/** A value as it may be written in a condition: bare where possible, else in double quotes. */
export function escapeValue(text: string): string {
  if (!/[\b\f\n\r\t \\"']/.test(text)) return text;
  const escaped = text.replace(/[\b\f\n\r\t\\"]/g, (character) => escapes.get(character) ?? character);
  // A quote after a backslash never ends a string, so a backslash at the end takes its other spelling.
  return `"${text.endsWith('\\') ? `${escaped.slice(0, -1)} ` : escaped}"`;
}

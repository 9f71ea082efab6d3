/** What stands for a byte that is no UTF-8, before its two hexadecimal digits. */
const mark = '\ufffd';

const digits = (byte: number): string => byte.toString(16).padStart(2, '0');

/** Bytes of the character that begins with this one; 1 where none can. */
function width(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc2 ? 2 : 1;
}

/**
 * A file name as text. Names are bytes: those that are no UTF-8 are written as U+FFFD and two hexadecimal digits for each such byte (`caf�e9`), and
 * where U+FFFD itself stands in a name its bytes are written so, too. So no two names become the same text, and `nameBytes` gives the bytes back.
 */
export function nameText(bytes: Buffer, start = 0, end = bytes.length): string {
  const text = bytes.toString('utf8', start, end);
  return text.includes(mark) ? escaped(bytes, start, end) : text;
}

function escaped(bytes: Buffer, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; ) {
    const byte = bytes[at] ?? 0;
    const next = at + width(byte);
    const character = next <= end ? bytes.toString('utf8', at, next) : mark;
    if (character.includes(mark)) {
      text += mark + digits(byte);
      at++;
    } else {
      text += character;
      at = next;
    }
  }
  return text;
}

/** The bytes of a name that `nameText` made. */
export function nameBytes(text: string): Buffer {
  if (!text.includes(mark)) return Buffer.from(text);
  const parts = text.split(/\ufffd([0-9a-f]{2})/);
  return Buffer.concat(parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part) : Buffer.from(part, 'hex'))));
}

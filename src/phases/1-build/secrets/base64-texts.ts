/** A text that stands in base64 in another one. */
export interface WrappedText {
  readonly bytes: Uint8Array;
  /** Where a stretch of it is written in the outer text: all characters that hold a bit of it. */
  placeOf(start: number, end: number): { readonly start: number; readonly end: number };
}

/** Shortest stretch that is decoded: it holds 20 bytes, as an id of an AWS key has. */
const shortest = 27;
/** Of every stretch that is long enough two places that are this far apart are looked at. */
const stride = 13;
/** A line this long may go on in the next one: encoders break lines at 60 to 76 characters. */
const shortestBrokenLine = 40;
const maxIndent = 64;
const [tab, lineFeed, carriageReturn, space, backslash] = [0x09, 0x0a, 0x0d, 0x20, 0x5c];
/** Bytes in which a zero says that it is no text. */
const sniffed = 512;
/** Characters of which the beginning is judged: nine bytes. */
const headLength = 12;

/** Value of each character in both alphabets of RFC 4648; 255 for others. */
const values = new Uint8Array(256).fill(255);
for (const [value, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  values[character.charCodeAt(0)] = value;
values[0x2d] = 62;
values[0x5f] = 63;

const value = (bytes: Uint8Array, at: number): number => values[bytes[at] as number] as number;
const isCharacter = (byte: number | undefined): boolean => byte !== undefined && values[byte] !== 255;
const isText = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);

/**
 * The texts that stand in base64, in the order of the file, each decoded once: the work grows with the file and no more. What decodes to something else,
 * as pictures and certificates do, is left after its first bytes.
 */
export function base64Texts(bytes: Uint8Array): readonly WrappedText[] {
  const texts: WrappedText[] = [];
  const last = bytes.length - stride;
  for (let at = nextWrapped(bytes, stride, last); at < last; at = nextWrapped(bytes, at + stride, last)) {
    const start = startOf(bytes, at);
    const line = endOfLine(bytes, at);
    if (line - start < shortest) continue;
    const isWrapped = beginsAsText(bytes, start);
    const end = isWrapped ? endOf(bytes, start, line) : line;
    const text = isWrapped ? decode(bytes, start, end) : undefined;
    if (text !== undefined) texts.push(text);
    // From here the next place is again the first that another stretch can be told by.
    at = end - 1;
  }
  return texts;
}

/** The next place at which there may be a stretch: this is where the time goes, and so it is a function that stays small. */
function nextWrapped(bytes: Uint8Array, from: number, last: number): number {
  let at = from;
  while (at < last && !mayBeWrapped(bytes, at)) at += stride;
  return at;
}

/**
 * Whether the fourteen characters from here are base64, and may be that of text: in one of four columns all are among the first half of the alphabet, as
 * the first bit of ASCII is zero. Names of code are seldom so. Asked all at once, since a branch for each would cost more than looking.
 */
function mayBeWrapped(bytes: Uint8Array, at: number): boolean {
  const first = value(bytes, at) | value(bytes, at + 4) | value(bytes, at + 8) | value(bytes, at + 12);
  const second = value(bytes, at + 1) | value(bytes, at + 5) | value(bytes, at + 9) | value(bytes, at + stride);
  const third = value(bytes, at + 2) | value(bytes, at + 6) | value(bytes, at + 10);
  const fourth = value(bytes, at + 3) | value(bytes, at + 7) | value(bytes, at + 11);
  const others = (first | second | third | fourth) & 0x40;
  return (others | (first & second & third & fourth & 0x20)) === 0;
}

function startOf(bytes: Uint8Array, at: number): number {
  let start = at;
  while (isCharacter(bytes[start - 1])) start -= 1;
  // The letter of an escape: `\nZ2hw…` in a JSON text.
  return bytes[start - 1] === backslash ? start + 1 : start;
}

function endOfLine(bytes: Uint8Array, at: number): number {
  let end = at;
  while (isCharacter(bytes[end])) end += 1;
  return end;
}

/** Where the last of the lines ends over which a stretch was broken. */
function endOf(bytes: Uint8Array, start: number, firstEnd: number): number {
  let [lineStart, end] = [start, firstEnd];
  while (end - lineStart >= shortestBrokenLine) {
    const next = afterBreak(bytes, end);
    if (next === undefined || !isCharacter(bytes[next])) break;
    lineStart = next;
    end = endOfLine(bytes, next);
  }
  return end;
}

/** Where the next line begins behind its indentation, for a break as it stands in text or in a JSON string. */
function afterBreak(bytes: Uint8Array, end: number): number | undefined {
  let at = end;
  if (bytes[at] === carriageReturn) at += 1;
  if (bytes[at] === lineFeed) at += 1;
  else if (bytes[at] === backslash && bytes[at + 1] === 0x6e) at += 2;
  else return undefined;
  const most = at + maxIndent;
  while (at < most && (bytes[at] === space || bytes[at] === tab)) at += 1;
  return at;
}

/** Whether the first nine bytes that stand here are text. Of what is no base64 one in some thousands looks so, and is decoded for nothing. */
function beginsAsText(bytes: Uint8Array, start: number): boolean {
  for (let at = start; at < start + headLength; at += 4) {
    const [first, second] = [value(bytes, at) << 18, value(bytes, at + 1) << 12];
    const group = first | second | (value(bytes, at + 2) << 6) | value(bytes, at + 3);
    if (!isText(group >> 16) || !isText((group >> 8) & 0xff) || !isText(group & 0xff)) return false;
  }
  return true;
}

function decode(bytes: Uint8Array, start: number, end: number): WrappedText | undefined {
  // An escaped line break is made one of white space, so that offsets stay.
  const written = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
    .toString('latin1')
    .replaceAll('\\n', '  ');
  const text = Buffer.from(written, 'base64');
  if (text.subarray(0, sniffed).includes(0)) return undefined;
  const placeOf: WrappedText['placeOf'] = (from, to) => {
    const [first, last] = [Math.floor((from * 8) / 6), Math.ceil((to * 8) / 6)];
    let [seen, at] = [-1, 0];
    let begin = 0;
    for (; at < written.length && seen < last - 1; at++) {
      if (/\s/.test(written[at] ?? '')) continue;
      seen += 1;
      if (seen === first) begin = at;
    }
    return { start: start + begin, end: start + at };
  };
  return { bytes: text, placeOf };
}

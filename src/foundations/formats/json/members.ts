import { SeaworthyError } from '../../../core/index.ts';
import { parseJson } from './parse-json.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const open = 0x7b;
const close = 0x7d;
const openArray = 0x5b;
const closeArray = 0x5d;
/** Bytes of a member's name. */
const longestName = 64 * 1024;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Index behind the string that begins at `at`; the length of the bytes when it does not end. */
function stringEnd(bytes: Uint8Array, at: number): number {
  for (let i = bytes.indexOf(quote, at + 1); i >= 0; i = bytes.indexOf(quote, i + 1)) {
    let slash = i;
    while (bytes[slash - 1] === backslash) slash--;
    if ((i - slash) % 2 === 0) return i + 1;
  }
  return bytes.length;
}

/** Index behind the value that begins at `at`: where a comma or bracket of what is around it stands. */
function valueEnd(bytes: Uint8Array, at: number): number {
  let depth = 0;
  let i = at;
  while (i < bytes.length) {
    const byte = bytes[i];
    if (byte === quote) {
      i = stringEnd(bytes, i);
      continue;
    }
    if (byte === open || byte === openArray) depth++;
    else if (depth === 0 && (byte === comma || byte === close || byte === closeArray)) return i;
    else if (byte === close || byte === closeArray) depth--;
    i++;
  }
  return i;
}

/** A reader of one object or array, from bracket to bracket. */
function reader(bytes: Uint8Array, where: string) {
  const fault = (what: string, at: number): SeaworthyError =>
    new SeaworthyError('E_FORMAT', 'not JSON', { where, why: `${what} at byte ${at}` });
  const skip = (from: number): number => {
    let i = from;
    while (isSpace(bytes[i])) i++;
    return i;
  };
  return {
    fault,
    skip,
    /** Behind the opening bracket. */
    begin(bracket: number, expected: string): number {
      const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
      const at = skip(hasMark ? 3 : 0);
      if (bytes[at] !== bracket) throw fault(`${expected} expected`, at);
      return skip(at + 1);
    },
    /** The value that begins at `from`, and where what follows it stands. */
    value(from: number): { readonly slice: Uint8Array; readonly end: number } {
      const end = valueEnd(bytes, from);
      if (end === bytes.length) throw fault('it ends too early', end);
      return { slice: bytes.subarray(from, end), end };
    },
    finish(at: number): void {
      if (skip(at + 1) !== bytes.length) throw fault('something behind the end', at + 1);
    },
  };
}

/**
 * The members of one large JSON object, each value as its bytes, which are not read yet: the memory needed is that of what the caller then reads.
 * Names may come twice, as they stand there. Throws `E_FORMAT`; a fault at the end is only found when all members have been walked.
 */
export function* jsonMemberSlices(
  bytes: Uint8Array,
  where: string,
): Generator<readonly [name: string, slice: Uint8Array], void, undefined> {
  const { fault, skip, begin, value, finish } = reader(bytes, where);
  let at = begin(open, 'an object');
  for (let first = true; first ? bytes[at] !== close : true; first = false) {
    if (bytes[at] !== quote) throw fault('a member expected', at);
    const nameEnd = stringEnd(bytes, at);
    const name = parseJson(bytes.subarray(at, nameEnd), where, { maxBytes: longestName });
    at = skip(nameEnd);
    if (bytes[at] !== colon) throw fault('a colon expected', at);
    const { slice, end } = value(at + 1);
    yield [String(name), slice];
    at = end;
    if (bytes[at] === close) break;
    if (bytes[at] !== comma) throw fault('a comma expected', at);
    at = skip(at + 1);
  }
  finish(at);
}

/** The elements of one large JSON array, as `jsonMemberSlices` gives members. */
export function* jsonElementSlices(bytes: Uint8Array, where: string): Generator<Uint8Array, void, undefined> {
  const { fault, skip, begin, value, finish } = reader(bytes, where);
  let at = begin(openArray, 'an array');
  for (let first = true; first ? bytes[at] !== closeArray : true; first = false) {
    const { slice, end } = value(at);
    yield slice;
    at = end;
    if (bytes[at] === closeArray) break;
    if (bytes[at] !== comma) throw fault('a comma expected', at);
    at = skip(at + 1);
  }
  finish(at);
}

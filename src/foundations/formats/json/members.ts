import { SeaworthyError } from '../../../core/index.ts';
import { type JsonLimits, parseJson } from './parse-json.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const open = 0x7b;
const close = 0x7d;

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

/** Index behind the value that begins at `at`: where a comma or bracket of the object around it stands. */
function valueEnd(bytes: Uint8Array, at: number): number {
  let depth = 0;
  let i = at;
  while (i < bytes.length) {
    const byte = bytes[i];
    if (byte === quote) {
      i = stringEnd(bytes, i);
      continue;
    }
    if (byte === open || byte === 0x5b) depth++;
    else if (depth === 0 && (byte === comma || byte === close)) return i;
    else if (byte === close || byte === 0x5d) depth--;
    i++;
  }
  return i;
}

/**
 * The members of one large JSON object, each value parsed by itself: the memory needed is that of the largest member and not of the whole. Names may
 * come twice, as they stand there. Throws what `parseJson` throws; a fault at the end is only found when all members have been walked.
 */
export function* jsonMembers(
  bytes: Uint8Array,
  where: string,
  limits: JsonLimits = {},
): Generator<readonly [name: string, value: unknown], void, undefined> {
  const fault = (what: string, at: number): SeaworthyError =>
    new SeaworthyError('E_FORMAT', 'not JSON', { where, why: `${what} at byte ${at}` });
  const skip = (from: number): number => {
    let i = from;
    while (isSpace(bytes[i])) i++;
    return i;
  };
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let at = skip(hasMark ? 3 : 0);
  if (bytes[at] !== open) throw fault('an object expected', at);
  at = skip(at + 1);
  for (let first = true; first ? bytes[at] !== close : true; first = false) {
    if (bytes[at] !== quote) throw fault('a member expected', at);
    const nameEnd = stringEnd(bytes, at);
    const name = parseJson(bytes.subarray(at, nameEnd), where, limits);
    at = skip(nameEnd);
    if (bytes[at] !== colon) throw fault('a colon expected', at);
    const end = valueEnd(bytes, at + 1);
    if (end === bytes.length) throw fault('it ends too early', end);
    yield [String(name), parseJson(bytes.subarray(at + 1, end), `${where}, ${name}`, limits)];
    at = end;
    if (bytes[at] === close) break;
    at = skip(at + 1);
  }
  if (skip(at + 1) !== bytes.length) throw fault('something behind the end', at + 1);
}

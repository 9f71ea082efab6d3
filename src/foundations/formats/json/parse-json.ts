import { SeaworthyError } from '../../../core/index.ts';
import { findFault } from './find-fault.ts';

/** Bounds on a JSON text. */
export interface JsonLimits {
  /** Bytes of the text; 64 MiB when not given. */
  readonly maxBytes?: number;
  /** Objects and arrays inside one another; 64 when not given. */
  readonly maxDepth?: number;
  /** Values of all kinds; not bounded when not given. Small ones take thirty times the memory of their text. */
  readonly maxValues?: number;
}

const defaultMaxBytes = 64 * 1024 * 1024;
const defaultMaxDepth = 64;

const quote = 0x22;
const backslash = 0x5c;
const bom = [0xef, 0xbb, 0xbf] as const;

/** Throws as soon as more than `maxDepth` objects and arrays are open, or there are more than `maxValues`. What is inside strings does not count. */
function checkShape(bytes: Uint8Array, maxDepth: number, maxValues: number, where: string): void {
  let depth = 0;
  // Each bracket opens a value, each comma parts two.
  let values = 0;
  const end = bytes.length;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i];
    if (byte === quote) {
      // To the closing quote: most of a JSON text is inside strings, and `indexOf` runs through them at memory speed.
      do {
        i = bytes.indexOf(quote, i + 1);
        if (i < 0) return;
      } while (isEscaped(bytes, i));
    } else if (byte === 0x7b || byte === 0x5b) {
      depth++;
      values++;
      if (depth > maxDepth) {
        throw new SeaworthyError('E_LIMIT', `JSON nested deeper than ${maxDepth} levels`, {
          where,
          why: `at byte ${i}`,
        });
      }
    } else if (byte === 0x7d || byte === 0x5d) {
      depth--;
    } else if (byte === 0x2c && ++values > maxValues) {
      throw new SeaworthyError('E_LIMIT', `JSON of more than ${maxValues} values`, { where, why: `at byte ${i}` });
    }
  }
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(bytes: Uint8Array, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && bytes[i] === backslash) i--;
  return (at - 1 - i) % 2 === 1;
}

/** What stands at the first fault of the text, and where: `"}" at line 3, column 12`. */
function describeFault(text: string): string {
  const at = findFault(text);
  const before = text.slice(0, at);
  const place = `line ${before.split('\n').length}, column ${before.length - before.lastIndexOf('\n')}`;
  return at === text.length ? `it ends too early, at ${place}` : `unexpected ${JSON.stringify(text[at])} at ${place}`;
}

/**
 * The value of a JSON text (RFC 8259) in UTF-8; a byte order mark is passed over. Throws `E_FORMAT` with line and column when it is no JSON or
 * no UTF-8, `E_LIMIT` when it is too large or too deep. Members named `__proto__` become plain members: nothing of ours is changed by them,
 * as long as values are read with `field` and never merged into other objects.
 */
export function parseJson(bytes: Uint8Array, where: string, limits: JsonLimits = {}): unknown {
  const maxBytes = limits.maxBytes ?? defaultMaxBytes;
  if (bytes.length > maxBytes) {
    throw new SeaworthyError('E_LIMIT', `JSON of ${bytes.length} bytes, more than the ${maxBytes} allowed`, { where });
  }
  checkShape(bytes, limits.maxDepth ?? defaultMaxDepth, limits.maxValues ?? Number.POSITIVE_INFINITY, where);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const tooLong = cause instanceof Error && 'code' in cause && cause.code === 'ERR_STRING_TOO_LONG';
    throw tooLong
      ? new SeaworthyError('E_LIMIT', 'JSON too large for one text', { where, cause })
      : new SeaworthyError('E_FORMAT', 'not JSON', { where, why: 'it is not UTF-8', cause });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const why = describeFault(text);
    throw new SeaworthyError('E_FORMAT', bytes.length === 0 ? 'an empty file where JSON should be' : 'not JSON', {
      where,
      why,
      cause,
    });
  }
}

/** Whether the bytes look like a JSON object or array: the first character that is no space. */
export function looksLikeJson(head: Uint8Array): boolean {
  let i = bom.every((byte, at) => head[at] === byte) ? bom.length : 0;
  while (i < head.length && (head[i] === 0x20 || head[i] === 0x09 || head[i] === 0x0a || head[i] === 0x0d)) i++;
  return head[i] === 0x7b || head[i] === 0x5b;
}

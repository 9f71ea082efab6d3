import { SeaworthyError } from '../../../core/index.ts';

/** One value of DER (ITU-T X.690): a tag, and content that may hold further values. */
export interface DerValue {
  /** The whole first byte: class, constructed bit and number (`0x30` is SEQUENCE). */
  readonly tag: number;
  readonly content: Uint8Array;
  /** Tag, length and content. */
  readonly raw: Uint8Array;
}

/** Tags that are in use here. `context(n)` makes those of `[n]`. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The tag of `[number]`, constructed or primitive. */
export function derContext(number: number, constructed = true): number {
  return 0x80 | (constructed ? 0x20 : 0) | number;
}

const maxChildren = 10_000;

function bad(where: string, why: string): SeaworthyError {
  return new SeaworthyError('E_FORMAT', 'not DER', { where, why });
}

/** The value that starts at `at`. Only what DER allows: definite lengths in their shortest form, tags of one byte. */
function readAt(bytes: Uint8Array, at: number, where: string): DerValue {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw bad(where, `it ends at byte ${at}`);
  if ((tag & 0x1f) === 0x1f) throw bad(where, `a tag of several bytes at byte ${at}`);
  let length = first;
  let start = at + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw bad(where, `a length of ${count} bytes at byte ${at}`);
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (bytes[start + i] ?? 0);
    start += count;
    if (length < 0x80 || length < 256 ** (count - 1))
      throw bad(where, `a length that is not in its shortest form at byte ${at}`);
  }
  const end = start + length;
  if (end > bytes.length) throw bad(where, `a value at byte ${at} that is longer than what holds it`);
  return { tag, content: bytes.subarray(start, end), raw: bytes.subarray(at, end) };
}

/** The one value that the bytes are. Throws `E_FORMAT` when there is more, less or something else. */
export function readDer(bytes: Uint8Array, where: string, tag?: number): DerValue {
  const value = readAt(bytes, 0, where);
  if (value.raw.length !== bytes.length) throw bad(where, `${bytes.length - value.raw.length} bytes after its end`);
  return tag === undefined ? value : expectTag(value, tag, where);
}

/** The values inside a constructed one. Throws `E_FORMAT`, `E_LIMIT`. Recursion is the caller's, so that depth is bounded by what it expects. */
export function derChildren(value: DerValue, where: string): readonly DerValue[] {
  if ((value.tag & 0x20) === 0)
    throw bad(where, `a primitive value (tag ${value.tag}) where a list of values should be`);
  const children: DerValue[] = [];
  for (let at = 0; at < value.content.length; ) {
    const child = readAt(value.content, at, where);
    children.push(child);
    if (children.length > maxChildren)
      throw new SeaworthyError('E_LIMIT', `more than ${maxChildren} DER values in one`, { where });
    at += child.raw.length;
  }
  return children;
}

/** The value when it is there and has the tag. Throws `E_FORMAT`. */
export function expectTag(value: DerValue | undefined, tag: number, where: string): DerValue {
  if (value?.tag === tag) return value;
  throw bad(where, `tag ${value === undefined ? 'nothing' : value.tag} where ${tag} should be`);
}

/** The parts of a SEQUENCE. Throws `E_FORMAT`. */
export function derSequence(value: DerValue | undefined, where: string): readonly DerValue[] {
  return derChildren(expectTag(value, derTag.sequence, where), where);
}

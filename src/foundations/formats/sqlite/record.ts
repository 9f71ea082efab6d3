import type { SqliteHeader } from './pages.ts';
import { viewOf } from './view.ts';

/** A value as it is stored; whole numbers that are not exact as `number` come as `bigint`. */
export type SqliteValue = null | number | bigint | string | Uint8Array;

/** A number of one to nine bytes, and where it ends; undefined when the bytes end first. A value beyond 2^53 is no length of anything and comes as infinity. */
export function readVarint(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) return undefined;
    if (i === 8) return { value: big(value * 256 + byte), end: at + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value: big(value), end: at + i + 1 };
  }
  return undefined;
}

const big = (value: number): number => (value > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : value);

/** Columns of one record that are read; a table has at most 32,767 and none of interest has a hundred. */
const maxColumns = 2_000;

const integerSizes = [0, 1, 2, 3, 4, 6, 8];

/** The values of a record (sqlite.org, "Database File Format", 2.1); a sentence when it is damaged. */
export function readRecord(payload: Uint8Array, encoding: SqliteHeader['encoding']): readonly SqliteValue[] | string {
  const head = readVarint(payload, 0);
  if (head === undefined || head.value > payload.length || head.value < 1)
    return 'a record with a header beyond its end';
  const types: number[] = [];
  for (let at = head.end; at < head.value; ) {
    const type = readVarint(payload, at);
    if (type === undefined || type.end > head.value) return 'a record whose header is cut short';
    if (types.length >= maxColumns) return `a record of more than ${maxColumns} columns`;
    types.push(type.value);
    at = type.end;
  }
  const values: SqliteValue[] = [];
  const view = viewOf(payload);
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const text = (part: Uint8Array): string => decoder.decode(part);
  let at = head.value;
  for (const type of types) {
    const size = sizeOf(type);
    if (size === undefined) return `a value of unknown type ${type}`;
    if (at + size > payload.length) return 'a value beyond the end of its record';
    values.push(storedValue(type, view, payload.subarray(at, at + size), at, text));
    at += size;
  }
  return values;
}

function sizeOf(type: number): number | undefined {
  if (type >= 12) return Math.floor((type - 12) / 2);
  if (type === 7) return 8;
  return type <= 6 ? integerSizes[type] : type === 8 || type === 9 ? 0 : undefined;
}

function storedValue(
  type: number,
  view: DataView,
  bytes: Uint8Array,
  at: number,
  text: (part: Uint8Array) => string,
): SqliteValue {
  if (type === 0) return null;
  if (type >= 12) return type % 2 === 0 ? bytes : text(bytes);
  if (type === 7) return view.getFloat64(at);
  if (type >= 8) return type - 8;
  return integer(view, at, bytes.length);
}

function integer(view: DataView, at: number, size: number): number | bigint {
  switch (size) {
    case 1:
      return view.getInt8(at);
    case 2:
      return view.getInt16(at);
    case 3:
      return view.getInt8(at) * 65_536 + view.getUint16(at + 1);
    case 4:
      return view.getInt32(at);
    case 6:
      return view.getInt16(at) * 4_294_967_296 + view.getUint32(at + 2);
    default: {
      const value = view.getBigInt64(at);
      return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    }
  }
}

import {
  decodeText,
  type FieldExtraction,
  type FieldValue,
  formatAddress,
  type Scalar,
  wellFormed,
} from '../../../foundations/languages/falco/index.ts';

/** How the type of a value is told. */
type Typed = Pick<FieldExtraction, 'type' | 'list'> & { readonly several?: 'any' | 'either' };

/** What stands for a field without a value. */
export const absentText = '<NA>';

/** A value as an alert shows it. */
export function valueText(typed: Typed, value: FieldValue | undefined): string {
  if (value === undefined) return absentText;
  if (!isList(value)) return scalarText(typed, value);
  const parts = value.map((one) => scalarText(typed, one));
  return typed.list ? `(${parts.join(',')})` : parts.join(' ');
}

const isList = (value: FieldValue): value is readonly Scalar[] => Array.isArray(value);

function scalarText({ type }: Typed, value: Scalar): string {
  if (value instanceof Uint8Array) {
    return type === 'ip' || type === 'net' ? formatAddress(value) : printableText(decodeText(value));
  }
  return typeof value === 'string' ? printableText(value) : String(value);
}

const shortEscapes = new Map([
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Bytes that are no UTF-8, as `decodeText` keeps them: alone, not as a half of a pair. */
const strayByte = /[\udc80-\udcff]/gu;

const strayText = (character: string): string => `\\x${(character.charCodeAt(0) - 0xdc00).toString(16)}`;

/** Text from outside on one line: control characters as JSON escapes them, and bytes that are no UTF-8 as `\xff`, so that no two names look the same. */
export function printableText(text: string): string {
  return wellFormed(text.replace(strayByte, strayText)).replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => shortEscapes.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

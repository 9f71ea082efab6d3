import { allOptions, optionValue } from './getopt.ts';
import { decodeText, encodeText, lowerAscii, upperAscii } from './text.ts';
import type { FieldType, FieldValue, Scalar } from './values.ts';

/** What a part of a condition gives: its type, and whether that is a list. */
export interface ValueShape {
  readonly type: FieldType;
  readonly list: boolean;
}

/** What a transformer gives for what it is given; the message when it cannot be given that. */
export function transformedShape(
  name: string,
  inputs: readonly ValueShape[],
  argument: string | undefined,
): ValueShape | string {
  const [first] = inputs;
  if (name === 'val') return first ?? "transformer 'val' requires a field";
  if (name === 'join') {
    if (inputs.length !== 2 || first?.list || first?.type !== 'string') {
      return "transformer 'join' requires a separator and a list";
    }
    return inputs[1]?.list ? textShape : "transformer 'join' requires a list as its second argument";
  }
  if (name === 'concat') {
    if (inputs.length < 2) return "transformer 'concat' requires at least two arguments";
    return inputs.every(isText) ? textShape : "transformer 'concat' requires texts, and no lists";
  }
  if (name === 'getopt') return optionsShape(inputs, argument);
  if (first === undefined) return `transformer '${name}' requires a field`;
  const list = first.list ? 'list of ' : '';
  if (name === 'len') {
    return first.list || first.type === 'string' || first.type === 'bytes'
      ? { type: 'integer', list: false }
      : `transformer 'len' does not support fields of type '${first.type}'`;
  }
  const supported = first.type === 'string' || (name === 'b64' && first.type === 'bytes');
  return supported ? first : `transformer '${name}' does not support fields of type '${list}${first.type}'`;
}

const isText = ({ type, list }: ValueShape): boolean => type === 'string' && !list;

/** All options are a list, one of them is a text. A command line may be given as a list or as one text of words. */
function optionsShape([words, options]: readonly ValueShape[], argument: string | undefined): ValueShape | string {
  if (words?.type !== 'string' || options === undefined || !isText(options)) {
    return "transformer 'getopt' requires a list of arguments and the options";
  }
  if (argument === undefined) return { type: 'string', list: true };
  return argument.length === 1 ? textShape : "transformer 'getopt' takes a single letter as field argument";
}

const textShape: ValueShape = { type: 'string', list: false };

/** Applies a transformer to what its arguments gave. `undefined` when that has no value. */
export function transform(
  name: string,
  inputs: readonly (FieldValue | undefined)[],
  argument: string | undefined,
): FieldValue | undefined {
  const [first, second] = inputs;
  switch (name) {
    case 'val':
      return first;
    case 'join':
      return first === undefined || second === undefined ? undefined : listOf(second).map(textOf).join(textOf(first));
    case 'concat':
      return inputs.some((input) => input === undefined)
        ? undefined
        : inputs.map((input) => textOf(input ?? '')).join('');
    case 'getopt':
      return first === undefined || second === undefined ? undefined : optionsOf(first, textOf(second), argument);
    case 'len':
      return first === undefined ? undefined : lengthOf(first);
    default:
      return first === undefined ? undefined : each(first, (value) => transformOne(name, value));
  }
}

function each(value: FieldValue, change: (value: Scalar) => Scalar | undefined): FieldValue | undefined {
  if (!isList(value)) return change(value);
  const changed = value.map(change);
  const present = changed.filter((part) => part !== undefined);
  return present.length === changed.length ? present : undefined;
}

function transformOne(name: string, value: Scalar): Scalar | undefined {
  const text = textOf(value);
  switch (name) {
    case 'tolower':
      return lowerAscii(text);
    case 'toupper':
      return upperAscii(text);
    case 'basename':
      return text.slice(text.lastIndexOf('/') + 1);
    case 'b64':
      return decodeBase64(value);
    default:
      return undefined;
  }
}

/** RFC 4648; what is no base64 has no value. A buffer stays a buffer. */
function decodeBase64(value: Scalar): Scalar | undefined {
  const text = textOf(value);
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  return value instanceof Uint8Array ? bytes : decodeText(bytes);
}

const isList = (value: FieldValue): value is readonly Scalar[] => Array.isArray(value);

/** All values of a field. */
export const listOf = (value: FieldValue): readonly Scalar[] => (isList(value) ? value : [value]);

function textOf(value: FieldValue): string {
  if (isList(value)) return value.map(textOf).join(' ');
  return value instanceof Uint8Array ? decodeText(value) : String(value);
}

function lengthOf(value: FieldValue): number {
  if (isList(value)) return value.length;
  return value instanceof Uint8Array ? value.length : encodeText(textOf(value)).length;
}

/** The arguments of a command line: as a list where the field gives one, else the text cut at blanks. */
const argumentsOf = (value: FieldValue): readonly string[] =>
  isList(value)
    ? value.map(textOf)
    : textOf(value)
        .split(' ')
        .filter((part) => part !== '');

const optionsOf = (words: FieldValue, options: string, argument: string | undefined): FieldValue | undefined =>
  argument === undefined ? allOptions(argumentsOf(words), options) : optionValue(argumentsOf(words), options, argument);

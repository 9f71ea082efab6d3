import { compileGlob, fnmatchGlob } from '../../formats/index.ts';
import { inNetwork, type Network, parseAddress, parseNetwork } from './address.ts';
import type { BaseOperator, Operator } from './operators.ts';
import { PathPrefixes } from './path-prefixes.ts';
import type { RegularExpressions } from './regular-expression.ts';
import { servicePorts } from './service-names.ts';
import { encodeText, lowerAscii, wellFormed } from './text.ts';
import type { FieldType, Scalar } from './values.ts';

/** Whether a value fits. */
export type Test = (value: Scalar) => boolean;

/** A test, or why the constants cannot be compared with. */
export type TestOrProblem = { readonly test: Test } | { readonly problem: string };

const equality: ReadonlySet<BaseOperator> = new Set<BaseOperator>(['=', '!=', 'in', 'intersects', 'exists']);
const order: ReadonlySet<BaseOperator> = new Set<BaseOperator>(['<', '<=', '>', '>=']);
const byteOnly: ReadonlySet<BaseOperator> = new Set<BaseOperator>(['bcontains', 'bstartswith']);
const buffers: ReadonlySet<BaseOperator> = new Set<BaseOperator>(['contains', 'startswith', 'endswith', ...byteOnly]);

/** Why an operator cannot be used on fields of a type; `undefined` when it can. */
export function operatorProblem(base: BaseOperator, type: FieldType, list: boolean): string | undefined {
  if (base === 'exists') return undefined;
  if (list) {
    return base === 'in' || base === 'intersects' ? undefined : `'${base}' operator not supported list filters`;
  }
  const problem = (kind: string): string => `'${base}' operator not supported for ${kind} filters`;
  switch (type) {
    case 'string':
      return byteOnly.has(base) ? problem('string') : undefined;
    case 'bytes':
      return equality.has(base) || buffers.has(base) ? undefined : problem('buffer');
    case 'ip':
    case 'net':
      return equality.has(base) ? undefined : problem('ip address and network');
    case 'bool':
      return equality.has(base) ? undefined : problem('numeric');
    case 'any':
      return undefined;
    default:
      return equality.has(base) || order.has(base) ? undefined : problem('numeric');
  }
}

/** A test of one value against the constants on the right. */
export function constantTest(
  type: FieldType,
  operator: Operator,
  constants: readonly string[],
  regex: RegularExpressions | undefined,
): TestOrProblem {
  if (operator.modifier === undefined) return plainTest(type, operator.base, constants, regex);
  // No element fits, and not all of none do: a list without elements makes every modifier false.
  if (constants.length === 0) return { test: () => false };
  const tests: Test[] = [];
  for (const constant of constants) {
    const result = plainTest(type, operator.base, [constant], regex);
    if ('problem' in result) return result;
    tests.push(result.test);
  }
  switch (operator.modifier) {
    case 'anyof':
      return { test: (value) => tests.some((test) => test(value)) };
    case 'allof':
      return { test: (value) => tests.every((test) => test(value)) };
    case 'oneof':
      return { test: (value) => exactlyOne(tests, value) };
  }
}

function exactlyOne(tests: readonly Test[], value: Scalar): boolean {
  let found = 0;
  for (const test of tests) if (test(value) && ++found > 1) return false;
  return found === 1;
}

function plainTest(
  type: FieldType,
  base: BaseOperator,
  constants: readonly string[],
  regex: RegularExpressions | undefined,
): TestOrProblem {
  switch (type) {
    case 'string':
      return textTest(base, constants, regex);
    case 'bytes':
      return bytesTest(base, constants);
    case 'ip':
      return addressTest(base, constants);
    case 'net':
      return networkTest(base, constants);
    case 'bool':
      return boolTest(base, constants);
    case 'any':
      return dynamicTest(base, constants, regex);
    default:
      return numberTest(base, constants, type);
  }
}

const asText = (value: Scalar): string => (typeof value === 'string' ? value : String(value));

function textTest(
  base: BaseOperator,
  constants: readonly string[],
  regex: RegularExpressions | undefined,
): TestOrProblem {
  const [constant = ''] = constants;
  const folded = lowerAscii(constant);
  switch (base) {
    case '=':
      return { test: (value) => value === constant };
    case '!=':
      return { test: (value) => value !== constant };
    case 'in':
    case 'intersects': {
      const set = new Set<Scalar>(constants);
      return { test: (value) => set.has(value) };
    }
    case 'contains':
      return { test: (value) => asText(value).includes(constant) };
    case 'icontains':
      return { test: (value) => lowerAscii(asText(value)).includes(folded) };
    case 'startswith':
      return { test: (value) => asText(value).startsWith(constant) };
    case 'endswith':
      return { test: (value) => asText(value).endsWith(constant) };
    case 'glob':
    case 'iglob': {
      const fits = compileGlob(constant, fnmatchGlob, base === 'iglob' ? lowerAscii : undefined);
      return { test: (value) => fits(asText(value)) };
    }
    case 'pmatch': {
      const prefixes = new PathPrefixes(constants);
      return { test: (value) => prefixes.covers(asText(value)) };
    }
    case 'regex': {
      const compiled = regex?.(constant) ?? { problem: `invalid regular expression pattern: ${constant}` };
      if ('problem' in compiled) return compiled;
      // Stray bytes are one character each, as everywhere in text.
      return { test: (value) => compiled.matches(wellFormed(asText(value))) };
    }
    default:
      return orderTest(base, (value) => compareText(asText(value), constant));
  }
}

/** By code point, which is the order of the bytes of UTF-8. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; ) {
    const [x = 0, y = 0] = [a.codePointAt(index), b.codePointAt(index)];
    if (x !== y) return x - y;
    index += x > 0xffff ? 2 : 1;
  }
  return a.length - b.length;
}

function orderTest(base: BaseOperator, compare: (value: Scalar) => number): TestOrProblem {
  switch (base) {
    case '<':
      return { test: (value) => compare(value) < 0 };
    case '<=':
      return { test: (value) => compare(value) <= 0 };
    case '>':
      return { test: (value) => compare(value) > 0 };
    case '>=':
      return { test: (value) => compare(value) >= 0 };
    default:
      return { problem: `'${base}' operator not supported here` };
  }
}

/** A whole number, as a double where it fits one exactly. */
export function exactNumber(value: number | bigint): number | bigint {
  if (typeof value === 'number') return value;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

function parseNumber(text: string, double: boolean): number | bigint | undefined {
  if (double) return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
  const match = /^([+-]?)(0[xX][0-9a-fA-F]{1,16}|\d{1,20})$/.exec(text);
  if (match === null) return undefined;
  const magnitude = BigInt(match[2] ?? '');
  if (magnitude > largest) return undefined;
  return exactNumber(match[1] === '-' ? -magnitude : magnitude);
}

/** The largest that 64 bits hold. */
const largest = 0xffff_ffff_ffff_ffffn;

/** A port by its number or by the name of its service. */
const parsePort = (text: string): number | bigint | undefined => servicePorts.get(text) ?? parseNumber(text, false);

const asNumber = (value: Scalar): number | bigint =>
  typeof value === 'number' ? value : typeof value === 'bigint' ? exactNumber(value) : Number(value);

function numberTest(base: BaseOperator, constants: readonly string[], type: FieldType): TestOrProblem {
  const numbers: (number | bigint)[] = [];
  for (const constant of constants) {
    const parsed = type === 'port' ? parsePort(constant) : parseNumber(constant, type === 'double');
    if (parsed === undefined && type === 'port') return { problem: `unrecognized protocol ${constant}` };
    if (parsed === undefined) return { problem: `${constant} is not a valid number` };
    numbers.push(parsed);
  }
  const [first = 0] = numbers;
  switch (base) {
    case '=':
      return { test: (value) => asNumber(value) === first };
    case '!=':
      return { test: (value) => asNumber(value) !== first };
    case 'in':
    case 'intersects': {
      const set = new Set(numbers);
      return { test: (value) => set.has(asNumber(value)) };
    }
    default:
      return orderTest(base, (value) => {
        const number = asNumber(value);
        return number < first ? -1 : number > first ? 1 : 0;
      });
  }
}

function boolTest(base: BaseOperator, constants: readonly string[]): TestOrProblem {
  const wrong = constants.find((constant) => constant !== 'true' && constant !== 'false');
  if (wrong !== undefined) return { problem: `filter error: unrecognized boolean value ${wrong}` };
  const [yes, no] = [constants.includes('true'), constants.includes('false')];
  return among(base, (value) => (value === true ? yes : value === false ? no : constants.includes(String(value))));
}

function among(base: BaseOperator, holds: Test): TestOrProblem {
  return { test: base === '!=' ? (value) => !holds(value) : holds };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function addressTest(base: BaseOperator, constants: readonly string[]): TestOrProblem {
  const addresses: Uint8Array[] = [];
  for (const constant of constants) {
    const parsed = parseAddress(constant);
    if (parsed === undefined) return { problem: `unrecognized IP address ${constant}` };
    addresses.push(parsed);
  }
  return among(base, (value) => value instanceof Uint8Array && addresses.some((address) => sameBytes(address, value)));
}

function networkTest(base: BaseOperator, constants: readonly string[]): TestOrProblem {
  const networks: Network[] = [];
  for (const constant of constants) {
    const parsed = constant.includes('/') ? parseNetwork(constant) : undefined;
    if (parsed === undefined) return { problem: `unrecognized IP network ${constant}` };
    networks.push(parsed);
  }
  return among(base, (value) => value instanceof Uint8Array && networks.some((network) => inNetwork(value, network)));
}

const toBytes = (value: Scalar): Uint8Array => (value instanceof Uint8Array ? value : encodeText(asText(value)));

function parseHex(text: string): Uint8Array | undefined {
  return /^(?:[0-9a-fA-F]{2})+$/.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined;
}

function bytesTest(base: BaseOperator, constants: readonly string[]): TestOrProblem {
  const parsed = constants.map((constant) => (byteOnly.has(base) ? parseHex(constant) : encodeText(constant)));
  const needles = parsed.filter((needle) => needle !== undefined);
  if (needles.length < parsed.length) {
    return { problem: 'filter error: bcontains and bstartswith operator support hex strings only' };
  }
  const needle = Buffer.from(needles[0] ?? []);
  switch (base) {
    case 'contains':
    case 'bcontains':
      return { test: (value) => bufferOf(value).includes(needle) };
    case 'startswith':
    case 'bstartswith':
      return { test: (value) => bufferOf(value).subarray(0, needle.length).equals(needle) };
    case 'endswith':
      return { test: (value) => endsWith(bufferOf(value), needle) };
    default:
      return among(base, (value) => needles.some((constant) => sameBytes(constant, toBytes(value))));
  }
}

function bufferOf(value: Scalar): Buffer {
  const bytes = toBytes(value);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const endsWith = (bytes: Buffer, needle: Buffer): boolean =>
  bytes.length >= needle.length && bytes.subarray(bytes.length - needle.length).equals(needle);

/** The field's type depends on the event: the test follows the value that comes. */
function dynamicTest(
  base: BaseOperator,
  constants: readonly string[],
  regex: RegularExpressions | undefined,
): TestOrProblem {
  const types: readonly FieldType[] = ['string', 'integer', 'bool', 'bytes'];
  const tests = new Map<FieldType, Test>();
  for (const type of types) {
    const result =
      operatorProblem(base, type, false) === undefined ? plainTest(type, base, constants, regex) : undefined;
    if (result !== undefined && 'test' in result) tests.set(type, result.test);
  }
  if (tests.size === 0) return { problem: `'${base}' operator not supported for these values` };
  return { test: (value) => tests.get(typeOfValue(value))?.(value) ?? false };
}

function typeOfValue(value: Scalar): FieldType {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  return value instanceof Uint8Array ? 'bytes' : 'integer';
}

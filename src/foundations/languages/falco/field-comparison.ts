import { compileGlob, fnmatchGlob } from '../../formats/index.ts';
import { exactNumber } from './comparison.ts';
import type { BaseOperator, Operator } from './operators.ts';
import { lowerAscii } from './text.ts';
import type { Scalar } from './values.ts';

/** Compares a value with the values of the field on the right, which are only known when the event is. */
export function compareWithField(operator: Operator, left: Scalar, right: readonly Scalar[]): boolean {
  const { base, modifier } = operator;
  if (modifier === undefined) {
    if (base === 'in' || base === 'intersects') return right.some((value) => same(left, value));
    const [value] = right;
    return value !== undefined && compareOne(base, left, value);
  }
  if (right.length === 0) return false;
  const fitting = right.filter((value) => compareOne(base, left, value)).length;
  if (modifier === 'anyof') return fitting > 0;
  return modifier === 'allof' ? fitting === right.length : fitting === 1;
}

function same(left: Scalar, right: Scalar): boolean {
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    return left.length === right.length && left.every((byte, index) => byte === right[index]);
  }
  if (isNumber(left) && isNumber(right)) return exactNumber(left) === exactNumber(right);
  return left === right;
}

const isNumber = (value: Scalar): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

function compareOne(base: BaseOperator, left: Scalar, right: Scalar): boolean {
  switch (base) {
    case '=':
      return same(left, right);
    case '!=':
      return !same(left, right);
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      return compareText(base, textOf(left), textOf(right));
  }
}

/** Buffers as one character a byte, so that the text operators work on them too. */
const textOf = (value: Scalar): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);

function compareText(base: BaseOperator, left: string, right: string): boolean {
  switch (base) {
    case 'contains':
    case 'bcontains':
      return left.includes(right);
    case 'icontains':
      return lowerAscii(left).includes(lowerAscii(right));
    case 'startswith':
    case 'bstartswith':
      return left.startsWith(right);
    case 'endswith':
      return left.endsWith(right);
    case 'glob':
      return compileGlob(right, fnmatchGlob)(left);
    case 'iglob':
      return compileGlob(right, fnmatchGlob, lowerAscii)(left);
    default:
      return false;
  }
}

import { isDeepStrictEqual } from 'node:util';
import { defined, SeaworthyError } from '../../../../core/index.ts';
import { linearExpression, type Setting } from '../../../../foundations/formats/index.ts';
import { type DocumentWay, parseWay, reached } from './ways.ts';

/** Whether a value keeps what somebody asks of it. Throws `E_LIMIT` where that cannot be told: neither answer would be true, whatever stands around it. */
export type OwnCondition = (value: unknown) => boolean;

/** Conditions inside one another, and in one list. */
const maxDepth = 16;
const maxConditions = 200;
/** Longest text that an expression is held against. */
const longestText = 64 * 1024;

const isSet = (value: unknown): boolean => value !== undefined && value !== null;
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
const lengthOf = (value: unknown): number | undefined =>
  typeof value === 'string' || Array.isArray(value)
    ? value.length
    : typeof value === 'object' && value !== null
      ? Object.keys(value).length
      : undefined;

/** Whether one value fits. Those of `ofNone` fit also where there is no value. */
type Fit = (value: unknown) => boolean;

interface Operator {
  /** What may stand in `value`; undefined: nothing. */
  readonly wants?: string;
  /** Makes the fit, or undefined where `value` is not what is wanted. */
  readonly make: (value: unknown, where: string) => Fit | undefined;
  /** It holds of what is not there. */
  readonly ofNone?: true;
}

const isScalar = (value: unknown): boolean => textOf(value) !== undefined;
const compare =
  (is: (a: number, b: number) => boolean): Operator['make'] =>
  (value) => {
    if (typeof value !== 'number') return undefined;
    return (one) => (typeof one === 'number' || /^-?\d+(?:\.\d+)?$/.test(textOf(one) ?? '')) && is(Number(one), value);
  };
const not = ({ wants, make }: Operator): Operator => ({
  ...defined({ wants }),
  ofNone: true,
  make: (value, where) => {
    const fit = make(value, where);
    return fit && ((one) => !fit(one));
  },
});

const equals: Operator = {
  wants: 'a value',
  make: (value) => (isSet(value) ? (one) => isDeepStrictEqual(one, value) : undefined),
};
const isIn: Operator = {
  wants: 'a list',
  make: (value) =>
    Array.isArray(value) ? (one) => value.some((other: unknown) => isDeepStrictEqual(one, other)) : undefined,
};
const contains: Operator = {
  wants: 'a value',
  make: (value) => {
    if (!isScalar(value)) return undefined;
    return (one) => (Array.isArray(one) ? one.includes(value) : (textOf(one)?.includes(String(value)) ?? false));
  },
};
const matches: Operator = {
  wants: 'an expression',
  make: (value, where) => {
    if (typeof value !== 'string') return undefined;
    const expression = linearExpression(value, where);
    return (one) => {
      const text = textOf(one);
      if (text !== undefined && text.length > longestText)
        throw new SeaworthyError(
          'E_LIMIT',
          `a text of more than ${longestText} characters is not held against ${value}`,
        );
      return text !== undefined && expression.test(text);
    };
  },
};
const beginsWith: Operator = {
  wants: 'a text',
  make: (value) => (typeof value === 'string' ? (one) => textOf(one)?.startsWith(value) === true : undefined),
};
const endsWith: Operator = {
  wants: 'a text',
  make: (value) => (typeof value === 'string' ? (one) => textOf(one)?.endsWith(value) === true : undefined),
};
const lengthAtMost: Operator = {
  wants: 'a number',
  make: (value) => (typeof value === 'number' ? (one) => (lengthOf(one) ?? 0) <= value : undefined),
};
const lengthAtLeast: Operator = {
  wants: 'a number',
  make: (value) => (typeof value === 'number' ? (one) => (lengthOf(one) ?? -1) >= value : undefined),
};

/** Every operator: a new one is one more entry. */
const operators: Readonly<Record<string, Operator>> = {
  exists: { make: () => isSet },
  absent: { make: () => (one) => !isSet(one), ofNone: true },
  equals,
  'not-equals': not(equals),
  in: isIn,
  'not-in': not(isIn),
  contains,
  'not-contains': not(contains),
  matches,
  'not-matches': not(matches),
  'begins-with': beginsWith,
  'ends-with': endsWith,
  'at-least': { wants: 'a number', make: compare((a, b) => a >= b) },
  'at-most': { wants: 'a number', make: compare((a, b) => a <= b) },
  'length-at-least': lengthAtLeast,
  'length-at-most': { ...lengthAtMost, ofNone: true },
};

/** The names of all operators. */
export const operatorNames: readonly string[] = Object.keys(operators);

/**
 * Reads a condition: `path`, `operator` and `value`, or `all`, `any` or `not` of others. It holds where every value that the path leads to fits, and there is one;
 * an operator that denies holds also where there is none. What is not understood is a complaint. `loadLinearExpressions` comes before it.
 */
export function readCondition(setting: Setting, where: string, depth = 0): OwnCondition {
  const nothing: OwnCondition = () => true;
  if (depth > maxDepth) {
    setting.complain(`conditions inside one another, more than ${maxDepth} deep`);
    return nothing;
  }
  setting.keys('path', 'operator', 'value', 'all', 'any', 'not');
  const kinds = ['all', 'any', 'not', 'operator'].filter((name) => setting.get(name).isSet);
  const [kind] = kinds;
  if (kinds.length !== 1) {
    setting.complain('one of all, any, not, or a path with an operator is expected');
    return nothing;
  }
  if (kind === 'not') {
    const inner = readCondition(setting.get('not'), where, depth + 1);
    return (value) => !inner(value);
  }
  if (kind === 'all' || kind === 'any') {
    const list = setting.get(kind);
    const items = list.items();
    if (items.length === 0 || items.length > maxConditions)
      list.complain(`1 to ${maxConditions} conditions are expected`);
    const inner = items.slice(0, maxConditions).map((one) => readCondition(one, where, depth + 1));
    return kind === 'all' ? (value) => inner.every((one) => one(value)) : (value) => inner.some((one) => one(value));
  }
  const way = readWay(setting.get('path'));
  const name = setting.get('operator').oneOf(operatorNames);
  const operator = name === undefined ? undefined : operators[name];
  if (operator === undefined) return nothing;
  const given = setting.get('value');
  if (operator.wants === undefined && given.isSet) given.complain(`${name} has no value`);
  const fit = fitOf(operator, given, where);
  if (fit === undefined) {
    given.complain(`${operator.wants ?? 'nothing'} is expected`);
    return nothing;
  }
  return (value) => {
    const found = reached(value, way);
    return (found.length > 0 || operator.ofNone === true) && found.every((one) => fit(one.value));
  };
}

function fitOf({ make }: Operator, given: Setting, where: string): Fit | undefined {
  try {
    return make(given.value, where);
  } catch (error) {
    given.complain(error instanceof Error ? error.message : 'it is not understood');
    return () => true;
  }
}

/** A way into a document; the document itself where none is set. */
export function readWay(setting: Setting): DocumentWay {
  if (!setting.isSet || setting.value === '') return [];
  const way = parseWay(setting.text() ?? '');
  if (way === undefined)
    setting.complain('a path is expected, such as spec.containers[*].image or metadata.labels["a.b/c"]');
  return way ?? [];
}

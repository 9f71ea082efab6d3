/** Operators without a right side. */
export const unaryOperators = ['exists'] as const;

/** Operators over numbers (and, by byte order, over text). Longer ones first: the reader takes the first that fits. */
export const numericOperators = ['<=', '<', '>=', '>'] as const;

/** Operators over text. Those that are words must be followed by a blank. */
export const stringOperators = [
  '==',
  '=',
  '!=',
  'glob',
  'iglob',
  'contains',
  'icontains',
  'bcontains',
  'startswith',
  'bstartswith',
  'endswith',
  'regex',
] as const;

/** Operators with a list on the right. */
export const listOperators = ['intersects', 'in', 'pmatch'] as const;

/** Say how many elements of the list on the right must fit: `startswith anyof (/etc, /root)`. */
export const listModifiers = ['oneof', 'anyof', 'allof'] as const;

export type ListModifier = (typeof listModifiers)[number];

/** What an operator does, with `==` written as `=`. */
export type BaseOperator =
  | Exclude<(typeof stringOperators)[number], '=='>
  | (typeof numericOperators)[number]
  | (typeof listOperators)[number]
  | 'exists';

export interface Operator {
  readonly base: BaseOperator;
  readonly modifier?: ListModifier;
}

const bases: ReadonlyMap<string, BaseOperator> = new Map<string, BaseOperator>([
  ...[...unaryOperators, ...numericOperators, ...listOperators].map((name): [string, BaseOperator] => [name, name]),
  ...stringOperators.map((name): [string, BaseOperator] => [name, name === '==' ? '=' : name]),
]);

const takesModifier: ReadonlySet<string> = new Set(stringOperators);

/** An operator by its text, blanks around and between its words ignored; `undefined` when there is none. */
export function readOperator(text: string): Operator | undefined {
  const [name = '', word, ...rest] = text.trim().split(/\s+/);
  const base = bases.get(name);
  if (base === undefined || rest.length > 0) return undefined;
  if (word === undefined) return { base };
  const modifier = listModifiers.find((candidate) => candidate === word);
  return modifier !== undefined && takesModifier.has(name) ? { base, modifier } : undefined;
}

/** Whether the right side is a list. */
export function takesList(operator: Operator): boolean {
  return operator.modifier !== undefined || (listOperators as readonly string[]).includes(operator.base);
}

/** Every operator, as an error message lists them. */
export const allOperators: readonly string[] = [
  ...unaryOperators,
  ...numericOperators,
  ...stringOperators,
  ...listOperators,
];

/** Transformers of one field. */
export const fieldTransformers = ['tolower', 'toupper', 'b64', 'basename', 'len'] as const;

/** Transformers of several arguments. */
export const listTransformers = ['join', 'concat', 'getopt'] as const;

/** Names of all transformers; `val` only stands on the right side. */
export const allTransformers: readonly string[] = ['val', ...fieldTransformers, ...listTransformers];

import { defined } from '../defined.ts';
import type { FindingKind } from '../finding-kind.ts';
import { parseDuration } from '../parse-duration.ts';
import type { Term } from './terms.ts';
import type { Traits } from './traits.ts';

/** Whether a condition holds; undefined when too little is known, which is neither yes nor no. */
export type ConditionAnswer = boolean | undefined;

/** One thing that is asked of a finding. */
export interface Condition {
  /** As it was written. */
  readonly text: string;
  /** What it asks about: the word of a term, or `unjudged`. */
  readonly about: string;
  /** Absent where it asks about no finding. */
  readonly term?: Term;
  /** What is compared with, where it is a number. */
  readonly number?: number;
  /** The only kind of finding that can meet it, where there is one. */
  readonly kind?: FindingKind;
  answer(traits: Traits): ConditionAnswer;
  /** Whether it holds for a package that nobody could judge, which may have any flaw. Absent: nobody can say. */
  readonly ofUnjudged?: boolean;
}

/** All of them must hold. */
export type Conditions = readonly Condition[];

const compare = {
  '>=': (a: number, b: number) => a >= b,
  '>': (a: number, b: number) => a > b,
  '<=': (a: number, b: number) => a <= b,
  '<': (a: number, b: number) => a < b,
  '=': (a: number, b: number) => a === b,
} as const satisfies Readonly<Record<string, (a: number, b: number) => boolean>>;
export type ConditionOperator = keyof typeof compare;

/** Whether a finding can have it at all: only flaws are scored, fixed by a version, known to be exploited. Of anything else nothing is missing. */
const canHave = ({ flawsOnly }: Term, { kind }: Traits): boolean => !flawsOnly || kind === 'vulnerability';

/** A term compared with a value; undefined when that cannot be asked of it. A fact is asked for without an operator, or against `true` and `false`. */
export function condition(term: Term, operator: ConditionOperator | undefined, value: string): Condition | undefined {
  const text = operator === undefined ? term.id : `${term.id}${operator}${value}`;
  const met = meaning(term, operator, value);
  if (met === undefined) return undefined;
  const base = { text, about: term.id, term, ...defined({ number: numberOf(term, value) }) };
  const answer = (traits: Traits): ConditionAnswer => {
    if (!canHave(term, traits)) return false;
    const actual = term.of(traits);
    return actual === undefined ? undefined : met(actual);
  };
  if (term.id === 'kind')
    // What nobody could judge of a package are its flaws, and whether it means harm: that it does is not said of it.
    return {
      ...base,
      answer,
      kind: value as FindingKind,
      ...(value === 'malware' ? {} : { ofUnjudged: value === 'vulnerability' }),
    };
  return { ...base, answer, ...(term.flawsOnly ? { kind: 'vulnerability' as const } : {}) };
}

function numberOf(term: Term, value: string): number | undefined {
  if (term.type === 'span') return parseDuration(value);
  return term.type === 'number' ? Number(value) : undefined;
}

type Value = string | number | boolean;

function meaning(
  term: Term,
  operator: ConditionOperator | undefined,
  value: string,
): ((actual: Value) => boolean) | undefined {
  switch (term.type) {
    case 'fact':
      return operator === undefined ? (actual) => actual === true : undefined;
    case 'word':
      return operator === '=' && term.words.includes(value) ? (actual) => actual === value : undefined;
    case 'order': {
      const wanted = term.words.indexOf(value);
      if (operator === undefined || wanted < 0) return undefined;
      return (actual) => compare[operator](term.words.indexOf(String(actual)), wanted);
    }
    case 'number': {
      const wanted = Number(value);
      if (operator === undefined || !/^\d{1,3}(?:\.\d{1,6})?$/.test(value) || wanted > term.most) return undefined;
      return (actual) => compare[operator](Number(actual), wanted);
    }
    case 'span': {
      const wanted = parseDuration(value);
      return operator === '=' && wanted !== undefined ? (actual) => Number(actual) > wanted : undefined;
    }
  }
}

/** That nobody has stated it: `epss=unknown`. */
export function notStated(term: Term): Condition {
  const answer = (traits: Traits): ConditionAnswer => canHave(term, traits) && term.of(traits) === undefined;
  return { text: `${term.id}=unknown`, about: term.id, term, answer };
}

/** The opposite of a condition. What is not known of the one is not known of the other; of which kind it must be is said of neither. */
export function opposite({ text, about, term, number, answer, ofUnjudged }: Condition): Condition {
  return {
    text: `!${text}`,
    about,
    ...defined({ term, number }),
    answer(traits) {
      const is = answer(traits);
      return is === undefined ? undefined : !is;
    },
    ...(ofUnjudged === undefined ? {} : { ofUnjudged: !ofUnjudged }),
  };
}

/** All must hold: one that does not settles it, whatever is not known. */
export function together(answers: readonly ConditionAnswer[]): ConditionAnswer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** Whether a finding meets all conditions. */
export function meetsAll(conditions: Conditions, traits: Traits): ConditionAnswer {
  let all: ConditionAnswer = true;
  for (const one of conditions) {
    const answer = one.answer(traits);
    if (answer === false) return false;
    if (answer === undefined) all = undefined;
  }
  return all;
}

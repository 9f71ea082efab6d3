import {
  type Condition,
  type ConditionOperator,
  type Conditions,
  condition,
  notStated,
  opposite,
} from './condition.ts';
import { whyNothingMeets } from './satisfiable.ts';
import { type Term, termOf } from './terms.ts';

const expected = 'conditions such as severity>=high,fixable';
const grammar = /^(!?)\s*([a-z]+(?:-[a-z]+)*)\s*(?:(>=|<=|>|<|=)\s*([a-z0-9.-]+))?$/;

/** Reads `severity>=high,!fixable`. Throws an `Error` that says what is expected. */
export function parseConditions(text: string): Conditions {
  const conditions = text.split(',').map((part) => parseCondition(part.trim()));
  const why = whyNothingMeets(conditions);
  if (why !== undefined) throw new Error(`conditions that one finding can meet: ${why}`);
  return conditions;
}

function parseCondition(text: string): Condition {
  const [, not = '', name = '', operator, value = ''] = grammar.exec(text) ?? [];
  const found = named(name, operator as ConditionOperator | undefined, value);
  if (found === undefined) throw new Error(expected);
  if (not === '') return { ...found, text };
  const why = found.text === found.about ? found.term?.onlyTrue : undefined;
  if (why !== undefined) throw new Error(`${found.about} without !: ${why}`);
  return { ...opposite(found), text };
}

/** A severity alone means it and what is worse; `unknown` that nobody has said how severe; `unjudged` is about packages, and no finding is one. */
function named(name: string, operator: ConditionOperator | undefined, value: string): Condition | undefined {
  const term = termOf(name);
  const severity = termOf('severity') as Term;
  if (term !== undefined) {
    if (value !== 'unknown') return condition(term, operator, value);
    return operator === '=' && term.type !== 'word' ? notStated(term) : undefined;
  }
  if (operator !== undefined) return undefined;
  if (name === 'unjudged') return { text: name, about: name, answer: () => false, ofUnjudged: true };
  return name === 'unknown' ? notStated(severity) : condition(severity, '>=', name);
}

import { readOperator, takesList } from '../../../foundations/languages/falco/index.ts';
import type { ExceptionEntry, ExceptionItem, RuleItem } from './items.ts';
import { invalid, type RuleContext } from './problems.ts';
import { quoteItem } from './substitute-lists.ts';

/** The condition of a rule with its exceptions: `(condition) and not (…) and not (…)`. Throws `LoadFailure`. */
export function conditionWithExceptions(rule: RuleItem): string {
  if (rule.exceptions.length === 0) return rule.condition;
  const exceptions = rule.exceptions.map(exceptionText).filter((text) => text !== '');
  return [`(${rule.condition})`, ...exceptions].join(' and not ');
}

/** Fields that the exceptions of a rule look at. */
export function exceptionFields(rule: RuleItem): readonly string[] {
  const all = rule.exceptions.flatMap(({ fields = [] }) =>
    typeof fields === 'string' ? [fields] : fields.map(String),
  );
  return [...new Set(all)].sort();
}

/** Operators that the exceptions of a rule compare by. */
export function exceptionOperators(rule: RuleItem): readonly string[] {
  const all = rule.exceptions.flatMap(({ comps = [] }) => (typeof comps === 'string' ? [comps] : comps.map(String)));
  return [...new Set(all)].sort();
}

function exceptionText(exception: ExceptionItem): string {
  const { fields = [], comps = [], values, context } = exception;
  if (values.length === 0) return '';
  if (typeof fields === 'string') {
    const items = values.map((value) => quoteItem(single(value, context)));
    return `(${fields} ${String(comps)} (${items.join(', ')}))`;
  }
  const tuples = values.map((value) => tupleText(fields, comps, value, context));
  return `(${tuples.join(' or ')})`;
}

function tupleText(
  fields: readonly ExceptionEntry[],
  comps: ExceptionEntry,
  value: ExceptionEntry,
  context: RuleContext,
): string {
  if (typeof value === 'string' || value.length !== fields.length) {
    return invalid('Fields and values lists must have equal length', context);
  }
  const checks = fields.map((field, index) => {
    const comp = String(comps[index] ?? '=');
    return `${String(field)} ${comp} ${rightSide(comp, value[index] ?? '', context)}`;
  });
  return `(${checks.join(' and ')})`;
}

function rightSide(comp: string, value: ExceptionEntry, context: RuleContext): string {
  if (typeof value !== 'string') return `(${value.map((item) => quoteItem(single(item, context))).join(', ')})`;
  const operator = readOperator(comp);
  const list = operator !== undefined && takesList(operator);
  if (!list) return quoteItem(value);
  return value.startsWith('(') ? value : `(${value})`;
}

function single(value: ExceptionEntry, context: RuleContext): string {
  return typeof value === 'string' ? value : invalid('Expected values array to contain a list of strings', context);
}

import type { BinaryNode, ConditionNode } from './ast.ts';
import { type FieldExtraction, nodeKey } from './extraction.ts';

/** Checks of one field, any of which may hold, in the form in which they are asked at once. */
export interface TextChoice {
  readonly field: FieldExtraction;
  readonly equal: ReadonlySet<string>;
  readonly starts: readonly string[];
  readonly ends: readonly string[];
  readonly holds: readonly string[];
}

const wholes: ReadonlySet<string> = new Set(['=', '==', 'in']);
const parts: ReadonlySet<string> = new Set(['startswith', 'endswith', 'contains']);

/** A check of a text against constants that can be asked together with others of the same field. */
export function isTextCheck(node: ConditionNode): node is BinaryNode {
  if (node.kind !== 'binary' || node.left.kind !== 'field') return false;
  const { right } = node;
  return wholes.has(node.operator)
    ? right.kind === 'value' || right.kind === 'list'
    : parts.has(node.operator) && right.kind === 'value';
}

/** Groups the checks of an `or` by what they look at; a check that is alone stays as it is. */
export function textChoices(
  checks: readonly BinaryNode[],
  fieldOf: (check: BinaryNode) => FieldExtraction,
): { readonly choices: readonly TextChoice[]; readonly alone: readonly BinaryNode[] } {
  const choices: TextChoice[] = [];
  const alone: BinaryNode[] = [];
  for (const same of Map.groupBy(checks, ({ left }) => nodeKey(left)).values()) {
    const [first, ...others] = same;
    if (first === undefined) continue;
    const field = fieldOf(first);
    const isText = field.type === 'string' && !field.list && field.several === undefined;
    if (others.length === 0 || !isText) alone.push(...same);
    else choices.push(choiceOf(field, same));
  }
  return { choices, alone };
}

function choiceOf(field: FieldExtraction, checks: readonly BinaryNode[]): TextChoice {
  const texts = (wanted: (operator: string) => boolean): readonly string[] =>
    checks
      .filter(({ operator }) => wanted(operator))
      .flatMap(({ right }) => (right.kind === 'list' ? right.values : right.kind === 'value' ? [right.value] : []));
  return {
    field,
    equal: new Set(texts((operator) => wholes.has(operator))),
    starts: texts((operator) => operator === 'startswith'),
    ends: texts((operator) => operator === 'endswith'),
    holds: texts((operator) => operator === 'contains'),
  };
}

/** Whether the text is, begins with, ends with or holds one of those wanted. */
export function fits({ equal, starts, ends, holds }: TextChoice, text: string): boolean {
  if (equal.has(text)) return true;
  for (const start of starts) if (text.startsWith(start)) return true;
  for (const end of ends) if (text.endsWith(end)) return true;
  for (const part of holds) if (text.includes(part)) return true;
  return false;
}

import { isDeepStrictEqual } from 'node:util';
import {
  childrenOf,
  type FalcoNode,
  type ParsedCondition,
  parseCondition,
  printCondition,
} from '../../../src/foundations/languages/falco/index.ts';

type Case = Readonly<Record<string, unknown>>;

/** What went otherwise than the case says; `undefined` when nothing did. */
export type Difference = { readonly expected: string; readonly actual: string } | undefined;

/** A case of the grammar. */
export function filterCase(line: Case): Difference {
  const text = filterText(line.filter);
  const parsed = parseCondition(text);
  if (line.expect === 'reject') {
    if (parsed.ok) return { expected: 'refused', actual: `read as ${printCondition(parsed.node)}` };
    const { message } = line;
    return message === undefined || message === parsed.message
      ? undefined
      : { expected: String(message), actual: parsed.message };
  }
  if (!parsed.ok) return { expected: 'read', actual: `${parsed.message} at ${JSON.stringify(parsed.at)}` };
  switch (line.expect) {
    case 'accept':
      return accepted(line, text, parsed);
    case 'ast':
      return same(line.ast, tree(parsed.node));
    case 'print':
      return same(line.printed, printCondition(parsed.node));
    case 'positions':
      return same(line.positions, positions(parsed.node));
    case 'positions-include':
      return included(line.positions, positions(parsed.node));
    default:
      throw new Error(`a case of no known kind: ${String(line.expect)}`);
  }
}

function filterText(filter: unknown): string {
  if (typeof filter === 'string') return filter;
  const { repeat, times } = filter as { readonly repeat: string; readonly times: number };
  return repeat.repeat(times);
}

function accepted(line: Case, text: string, parsed: ParsedCondition): Difference {
  if (line.end !== undefined) {
    const { index, line: row, column } = parsed.end;
    return same(line.end, { idx: index, line: row, col: column });
  }
  if (line.blanks !== true) return undefined;
  const variants = [` ${text} `, text.replaceAll(' ', '\n'), text.replaceAll(' ', '\t')];
  const refused = variants.find((variant) => !parseCondition(variant).ok);
  return refused === undefined ? undefined : { expected: 'read', actual: `refused: ${JSON.stringify(refused)}` };
}

function same(expected: unknown, actual: unknown): Difference {
  if (isDeepStrictEqual(expected, actual)) return undefined;
  return { expected: JSON.stringify(expected), actual: JSON.stringify(actual) };
}

function included(expected: unknown, actual: readonly string[]): Difference {
  const missing = (expected as readonly string[]).find((place) => !actual.some((one) => one.startsWith(place)));
  return missing === undefined ? undefined : { expected: missing, actual: actual.join(', ') };
}

/** Kind and place of each node, the parent before its parts. */
function positions(node: FalcoNode): readonly string[] {
  const { index, line, column } = node.at;
  return [`${node.kind}${index} ${line} ${column}`, ...childrenOf(node).flatMap(positions)];
}

/** A node in the form of the suite. */
function tree(node: FalcoNode): unknown {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { [node.kind]: node.children.map(tree) };
    case 'not':
      return { not: tree(node.child) };
    case 'macro':
      return { macro: node.name };
    case 'unary':
      return { check: { left: tree(node.left), op: node.operator } };
    case 'binary':
      return { check: { left: tree(node.left), op: node.operator, right: tree(node.right) } };
    case 'field':
      return { field: node.name, ...argument(node.argument) };
    case 'transformer':
      return { transformer: node.name, values: node.values.map(tree), ...argument(node.argument) };
    case 'transformer_list':
      return { values: node.values.map(tree) };
    case 'list':
      return { list: node.values };
    case 'value':
      return { value: node.value };
  }
}

const argument = (text: string | undefined): object => (text === undefined ? {} : { arg: text });

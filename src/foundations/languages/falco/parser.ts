import { defined } from '../../../core/index.ts';
import type {
  BinaryNode,
  ConditionNode,
  FieldNode,
  ListNode,
  OperandNode,
  SourcePosition,
  TransformerListNode,
  TransformerNode,
  ValueNode,
} from './ast.ts';
import { Cursor } from './cursor.ts';
import { unescapeText } from './escape.ts';
import {
  allOperators,
  allTransformers,
  fieldTransformers,
  listModifiers,
  listOperators,
  listTransformers,
  numericOperators,
  stringOperators,
} from './operators.ts';
import { bareArgument, bareText, fieldName, hexNumber, identifier, notBlank, number } from './tokens.ts';

/** A condition that was read, and where reading ended. */
export interface ParsedCondition {
  readonly ok: true;
  readonly node: ConditionNode;
  readonly end: SourcePosition;
}

/** Why a condition could not be read, and where. */
export interface ConditionProblem {
  readonly ok: false;
  readonly message: string;
  readonly at: SourcePosition;
}

/** Most levels of parentheses and nested transformers. */
export const maxConditionDepth = 200;

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

class SyntaxProblem extends Error {}

/**
 * Reads a Falco condition (falcosecurity/libs, `userspace/libsinsp/filter/parser.h`): precedence `or` < `and` < `not`, parentheses, checks
 * of fields and transformed fields, macros by name. Names are not looked up. The cost is linear in the length.
 */
export function parseCondition(text: string): ParsedCondition | ConditionProblem {
  const parser = new ConditionParser(text);
  try {
    const node = parser.condition();
    return { ok: true, node, end: parser.cursor.at };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, message: error.message, at: parser.cursor.at };
    throw error;
  }
}

/** Reads a field or a transformed field alone (`proc.name`, `tolower(proc.name)`), as exceptions and output templates name them. */
export function parseField(
  text: string,
): { readonly ok: true; readonly node: FieldNode | TransformerNode; readonly end: SourcePosition } | ConditionProblem {
  const parser = new ConditionParser(text);
  try {
    const node = parser.fieldOrTransformer();
    if (node === undefined) throw new SyntaxProblem('expected a field or a transformer');
    return { ok: true, node, end: parser.cursor.at };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, message: error.message, at: parser.cursor.at };
    throw error;
  }
}

class ConditionParser {
  readonly cursor: Cursor;
  #depth = 0;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  condition(): ConditionNode {
    if (this.cursor.text === '') throw new SyntaxProblem('filter input string is empty');
    const node = this.#or();
    if (!this.cursor.atEnd) {
      throw new SyntaxProblem(`unexpected token after '${this.cursor.last}', expecting 'or', 'and'`);
    }
    return node;
  }

  /** A field or transformer where one comes next. */
  fieldOrTransformer(): FieldNode | TransformerNode | undefined {
    const { at } = this.cursor;
    const name = this.cursor.match(fieldName);
    if (name !== undefined) return this.#fieldRest(name, at);
    const transformer = this.#transformerName();
    return transformer === undefined ? undefined : this.#transformerRest(transformer, at);
  }

  #or(): ConditionNode {
    return this.#chain('or', () => this.#and());
  }

  #and(): ConditionNode {
    return this.#chain('and', () => this.#not());
  }

  #chain(word: 'and' | 'or', part: () => ConditionNode): ConditionNode {
    const { cursor } = this;
    const { at } = cursor;
    cursor.skipBlank();
    const first = part();
    const children = [first];
    cursor.skipBlank();
    while (cursor.take(word)) {
      if (cursor.skipBlank()) children.push(part());
      else if (cursor.take('(')) children.push(this.#parenthesised());
      else throw new SyntaxProblem(`expected blank or '(' after '${word}'`);
      cursor.skipBlank();
    }
    return children.length === 1 ? first : { kind: word, at, children };
  }

  #not(): ConditionNode {
    const { cursor } = this;
    const { at } = cursor;
    cursor.skipBlank();
    let negated = false;
    while (cursor.match(notBlank) !== undefined) negated = !negated;
    let child: ConditionNode;
    if (cursor.take('not(')) {
      negated = !negated;
      child = this.#parenthesised();
    } else {
      child = this.#check();
    }
    return negated ? { kind: 'not', at, child } : child;
  }

  /** The rest after an opening parenthesis. */
  #parenthesised(): ConditionNode {
    return this.#deeper(() => {
      this.cursor.skipBlank();
      const child = this.#or();
      this.cursor.skipBlank();
      this.#expectClosing("expected a ')' token");
      return child;
    });
  }

  #check(): ConditionNode {
    const { cursor } = this;
    const { at } = cursor;
    cursor.skipBlank();
    if (cursor.take('(')) return this.#parenthesised();
    const left = this.fieldOrTransformer();
    if (left !== undefined) return this.#comparison(left, at);
    const name = cursor.match(identifier);
    if (name !== undefined) return { kind: 'macro', at, name };
    throw new SyntaxProblem("expected a '(' token, a field check, or an identifier");
  }

  #fieldRest(name: string, at: SourcePosition): FieldNode {
    const argument = this.#argument();
    return argument === undefined ? { kind: 'field', at, name } : { kind: 'field', at, name, argument };
  }

  #argument(): string | undefined {
    const { cursor } = this;
    if (!cursor.take('[')) return undefined;
    const argument = this.#quotedText() ?? cursor.match(bareArgument);
    if (argument === undefined) {
      throw new SyntaxProblem('expected a valid field argument: a quoted string or a bare string');
    }
    if (!cursor.take(']')) throw new SyntaxProblem("expected a ']' token");
    return argument;
  }

  #transformerName(): string | undefined {
    for (const name of [...fieldTransformers, ...listTransformers]) {
      if (this.cursor.take(`${name}(`)) return name;
    }
    return undefined;
  }

  #transformerRest(name: string, at: SourcePosition): TransformerNode {
    return this.#deeper(() => {
      this.cursor.skipBlank();
      const single = (fieldTransformers as readonly string[]).includes(name);
      const values = single ? [this.#onlyField()] : this.#operands();
      this.cursor.skipBlank();
      this.#expectClosing("expected a ')' token closing the transformer");
      return this.#withArgument(name, values, at);
    });
  }

  #withArgument(name: string, values: readonly OperandNode[], at: SourcePosition): TransformerNode {
    const argument = this.#argument();
    return { kind: 'transformer', at, name, values, ...defined({ argument }) };
  }

  #onlyField(): FieldNode | TransformerNode {
    const node = this.fieldOrTransformer();
    if (node !== undefined) return node;
    throw new SyntaxProblem(`expected a field or a nested valid transformer: ${quoted(allTransformers)}`);
  }

  /** The arguments of a transformer of several: fields, transformers, literals, and lists of those one level deep. */
  #operands(): readonly OperandNode[] {
    return this.#separated(() => {
      const { at } = this.cursor;
      if (!this.cursor.take('(')) return this.#operand();
      const values = this.#listOfOperands();
      const list: TransformerListNode = { kind: 'transformer_list', at, values };
      return list;
    });
  }

  #listOfOperands(): readonly OperandNode[] {
    this.cursor.skipBlank();
    const values = this.cursor.character === ')' ? [] : this.#separated(() => this.#operand());
    this.#expectClosing("expected a ')' token");
    return values;
  }

  #separated<T>(part: () => T): T[] {
    const { cursor } = this;
    const parts: T[] = [];
    do {
      cursor.skipBlank();
      parts.push(part());
      cursor.skipBlank();
    } while (cursor.take(','));
    return parts;
  }

  #operand(): OperandNode {
    const { at } = this.cursor;
    const literal = this.#quotedText() ?? this.cursor.match(hexNumber) ?? this.cursor.match(number);
    return literal === undefined ? this.#onlyField() : { kind: 'value', at, value: literal };
  }

  #comparison(left: FieldNode | TransformerNode, at: SourcePosition): ConditionNode {
    const { cursor } = this;
    cursor.skipBlank();
    if (cursor.take('exists')) return { kind: 'unary', at, left, operator: 'exists' };
    const numeric = numericOperators.find((operator) => cursor.take(operator));
    if (numeric !== undefined) return { kind: 'binary', at, left, operator: numeric, right: this.#number() };
    const text = stringOperators.find((operator) => this.#takeOperator(operator));
    if (text !== undefined) return this.#textComparison(left, text, at);
    const list = listOperators.find((operator) => cursor.take(operator));
    if (list !== undefined) return { kind: 'binary', at, left, operator: list, right: this.#list() };
    throw new SyntaxProblem(`expected a valid check operator: one of ${quoted(allOperators)}`);
  }

  /** Operators that are words must be followed by a blank. */
  #takeOperator(operator: string): boolean {
    const { cursor } = this;
    const start = cursor.index;
    if (!cursor.take(operator)) return false;
    if (!/^[a-z]/.test(operator) || cursor.beforeBlank) return true;
    cursor.rewind(start);
    return false;
  }

  #textComparison(left: FieldNode | TransformerNode, name: string, at: SourcePosition): BinaryNode {
    this.cursor.skipBlank();
    const modifier = this.#modifier();
    if (modifier === undefined) return { kind: 'binary', at, left, operator: name, right: this.#text() };
    return { kind: 'binary', at, left, operator: `${name} ${modifier}`, right: this.#list() };
  }

  /** `oneof`, `anyof` or `allof`, when it stands between blanks and a list or the name of one follows; else it is a value like any other. */
  #modifier(): string | undefined {
    const { cursor } = this;
    const start = cursor.index;
    if (!cursor.afterBlank) return undefined;
    const word = listModifiers.find((candidate) => cursor.take(candidate));
    if (word !== undefined && cursor.skipBlank()) {
      if (cursor.character === '(') return word;
      identifier.lastIndex = cursor.index;
      const next = identifier.exec(cursor.text)?.[0];
      if (next !== undefined && next !== 'and' && next !== 'or') return word;
    }
    cursor.rewind(start);
    return undefined;
  }

  #number(): ValueNode | TransformerNode {
    this.cursor.skipBlank();
    const transformed = this.#rightTransformer();
    if (transformed !== undefined) return transformed;
    const { at } = this.cursor;
    const value = this.cursor.match(hexNumber) ?? this.cursor.match(number);
    if (value !== undefined) return { kind: 'value', at, value };
    throw new SyntaxProblem(`expected a number value or a field with a valid transformer: ${quoted(allTransformers)}`);
  }

  #text(): ValueNode | TransformerNode {
    this.cursor.skipBlank();
    const transformed = this.#rightTransformer();
    if (transformed !== undefined) return transformed;
    const { at } = this.cursor;
    const value = this.#constant();
    if (value !== undefined) return { kind: 'value', at, value };
    throw new SyntaxProblem(`expected a string value or a field with a valid transformer: ${quoted(allTransformers)}`);
  }

  #list(): ListNode | ValueNode | TransformerNode {
    const { cursor } = this;
    cursor.skipBlank();
    const { at } = cursor;
    if (cursor.take('(')) return this.#listRest(at);
    const transformed = this.#rightTransformer();
    if (transformed !== undefined) return transformed;
    const name = cursor.match(identifier);
    if (name !== undefined) return { kind: 'value', at, value: name };
    throw new SyntaxProblem(
      `expected a list, an identifier, or a field with a valid transformer: ${quoted(allTransformers)}`,
    );
  }

  #listRest(at: SourcePosition): ListNode {
    const { cursor } = this;
    cursor.skipBlank();
    const values: string[] = [];
    let value = cursor.character === ')' ? undefined : this.#constant();
    while (value !== undefined) {
      values.push(value);
      cursor.skipBlank();
      if (!cursor.take(',')) break;
      cursor.skipBlank();
      value = this.#constant();
      if (value === undefined) throw new SyntaxProblem('expected a string value');
    }
    this.#expectClosing("expected a ')' token");
    return { kind: 'list', at, values };
  }

  /** `val(field)` or a transformed field on the right side. */
  #rightTransformer(): TransformerNode | undefined {
    const { cursor } = this;
    const { at } = cursor;
    if (cursor.take('val(')) {
      cursor.skipBlank();
      const inner = cursor.at;
      const name = cursor.match(fieldName);
      if (name === undefined) throw new SyntaxProblem("expected a field within 'val' transformer");
      const field = this.#fieldRest(name, inner);
      cursor.skipBlank();
      this.#expectClosing("expected a ')' token closing the transformer");
      return this.#withArgument('val', [field], at);
    }
    const transformer = this.#transformerName();
    return transformer === undefined ? undefined : this.#transformerRest(transformer, at);
  }

  #constant(): string | undefined {
    return this.#quotedText() ?? this.cursor.match(bareText);
  }

  /** A quoted string. As the language has it, a quote after a backslash never ends it, whatever stands before the backslash. */
  #quotedText(): string | undefined {
    const { cursor } = this;
    const quote = cursor.character;
    if (quote !== '"' && quote !== "'") return undefined;
    const { text, index } = cursor;
    let end = index + 1;
    while (end < text.length && !(text.charAt(end) === quote && text.charAt(end - 1) !== '\\')) end += 1;
    if (end >= text.length) return undefined;
    cursor.index = end + 1;
    const result = unescapeText(text.slice(index + 1, end), quote);
    if ('error' in result) throw new SyntaxProblem(result.error);
    cursor.last = result.text;
    return result.text;
  }

  #expectClosing(message: string): void {
    if (!this.cursor.take(')')) throw new SyntaxProblem(message);
  }

  #deeper<T>(part: () => T): T {
    if (this.#depth >= maxConditionDepth) {
      throw new SyntaxProblem(`exceeded max depth limit of ${maxConditionDepth}`);
    }
    this.#depth += 1;
    const result = part();
    this.#depth -= 1;
    return result;
  }
}

import type { BinaryNode, ConditionNode, OrNode, SourcePosition, UnaryNode } from './ast.ts';
import { constantTest, operatorProblem, type Test } from './comparison.ts';
import { CompileProblem, Extractions, type FieldExtraction, nodeKey } from './extraction.ts';
import { compareWithField } from './field-comparison.ts';
import { constantAdvice } from './lint.ts';
import { type Operator, readOperator } from './operators.ts';
import type { ConditionProblem } from './parser.ts';
import type { RegularExpressions } from './regular-expression.ts';
import { fits, isTextCheck, textChoices } from './text-choice.ts';
import { listOf } from './transformers.ts';
import type { FieldCatalogue, FieldSource, FieldValue } from './values.ts';

/** Whether a condition holds for an event. */
export type Predicate = (event: FieldSource) => boolean;

/** Something that is allowed and probably not what was meant. */
export interface ConditionAdvice {
  readonly message: string;
  readonly at: SourcePosition;
}

/** A condition ready to be asked. */
export interface CompiledCondition {
  readonly ok: true;
  readonly matches: Predicate;
  readonly advice: readonly ConditionAdvice[];
}

/**
 * Turns conditions into functions. Conditions compiled by the same compiler share what they have in common: a field is taken and a check is made
 * once for each event, however many conditions ask. Call `next` before each event. Macros must have been put in place before.
 *
 * A field without a value makes every comparison false, `!=` too; only `not` and `exists` see it (libs, `sinsp_filter_check::compare`).
 */
export class ConditionCompiler {
  readonly catalogue: FieldCatalogue;
  readonly #regex: RegularExpressions | undefined;
  readonly #extractions: Extractions;
  readonly #checks = new Map<string, Predicate>();
  /** The same without a memory. */
  readonly #bare = new Map<string, Predicate>();
  readonly #nodes = new WeakMap<ConditionNode, Predicate>();
  #advice: ConditionAdvice[] = [];

  constructor(catalogue: FieldCatalogue, regex?: RegularExpressions) {
    this.catalogue = catalogue;
    this.#regex = regex;
    this.#extractions = new Extractions(catalogue);
  }

  /** Fields and transformed fields that share the values of the conditions. */
  get extractions(): Extractions {
    return this.#extractions;
  }

  /** Another event is about to be judged. */
  next(): void {
    this.#extractions.next();
  }

  compile(node: ConditionNode): CompiledCondition | ConditionProblem {
    this.#advice = [];
    try {
      const matches = this.#condition(node);
      return { ok: true, matches, advice: this.#advice };
    } catch (error) {
      if (error instanceof CompileProblem) return { ok: false, message: error.message, at: error.at };
      throw error;
    }
  }

  /**
   * Several conditions that are asked of the same event, one after the other: what stands in them more than once is asked once. Parts are the same when they
   * are the same node, so fold them by one `ConditionFolder` first. All that is in them must have been compiled before, as part of any condition.
   */
  together(nodes: readonly ConditionNode[]): readonly Predicate[] {
    const uses = usesIn(nodes);
    const made = new Map<ConditionNode, Predicate>();
    const of = (node: ConditionNode): Predicate => {
      const found = made.get(node);
      if (found !== undefined) return found;
      const isShared = (uses.get(node) ?? 0) > 1;
      const bare = node.kind === 'or' ? this.#either(node, uses, of) : this.#part(node, of);
      const predicate = isShared && node.kind !== 'not' ? this.#once(bare) : bare;
      made.set(node, predicate);
      return predicate;
    };
    return nodes.map(of);
  }

  /** An `or` whose checks of one text are asked at once. */
  #either(
    { children }: OrNode,
    uses: ReadonlyMap<ConditionNode, number>,
    of: (child: ConditionNode) => Predicate,
  ): Predicate {
    const checks = children.filter(isTextCheck).filter((child) => uses.get(child) === 1);
    const { choices, alone } = textChoices(checks, ({ left }) => this.#extractions.of(left));
    const merged = new Set<ConditionNode>(checks);
    for (const check of alone) merged.delete(check);
    const asked = choices.map((choice): Predicate => {
      const { extract } = choice.field;
      return (event) => {
        const value = extract(event);
        return value !== undefined && !isList(value) && fits(choice, typeof value === 'string' ? value : String(value));
      };
    });
    return any([...asked, ...children.filter((child) => !merged.has(child)).map(of)]);
  }

  /** A node whose children are asked by what `of` gives. */
  #part(node: ConditionNode, of: (child: ConditionNode) => Predicate): Predicate {
    switch (node.kind) {
      case 'and':
        return all(node.children.map(of));
      case 'or':
        return any(node.children.map(of));
      case 'not': {
        const child = of(node.child);
        return (event) => !child(event);
      }
      case 'macro':
        throw new CompileProblem(`filter error: unexpected identifier '${node.name}'`, node.at);
      default:
        return this.#bareCheck(node);
    }
  }

  #condition(node: ConditionNode): Predicate {
    const found = this.#nodes.get(node);
    if (found !== undefined) return found;
    const made = this.#make(node);
    this.#nodes.set(node, made);
    return made;
  }

  #make(node: ConditionNode): Predicate {
    if (node.kind === 'unary' || node.kind === 'binary') return this.#check(node);
    const part = this.#part(node, (child) => this.#condition(child));
    return node.kind === 'not' ? part : this.#once(part);
  }

  #check(node: UnaryNode | BinaryNode): Predicate {
    const key = nodeKey(node);
    const found = this.#checks.get(key);
    if (found !== undefined) return found;
    const made = this.#once(this.#bareCheck(node, key));
    this.#checks.set(key, made);
    return made;
  }

  #bareCheck(node: UnaryNode | BinaryNode, key = nodeKey(node)): Predicate {
    const found = this.#bare.get(key);
    if (found !== undefined) return found;
    const made = node.kind === 'unary' ? this.#exists(node) : this.#comparison(node);
    this.#bare.set(key, made);
    return made;
  }

  #exists(node: UnaryNode): Predicate {
    const { extract } = this.#extractions.of(node.left);
    return (event) => extract(event) !== undefined;
  }

  #comparison(node: BinaryNode): Predicate {
    const operator = readOperator(node.operator);
    if (operator === undefined) throw new CompileProblem(`unrecognized operator '${node.operator}'`, node.at);
    const left = this.#extractions.of(node.left);
    const problem = operatorProblem(operator.base, left.type, left.list);
    if (problem !== undefined) throw new CompileProblem(`filter error: ${problem}`, node.at);
    const { right } = node;
    if (right.kind === 'field' || right.kind === 'transformer') {
      return this.#fieldComparison(node, operator, left, this.#extractions.of(right));
    }
    const constants = right.kind === 'list' ? right.values : [right.value];
    for (const constant of constants) {
      const wrong = left.field?.checkConstant?.(constant);
      if (wrong !== undefined && isEquality(operator)) throw new CompileProblem(wrong, right.at);
      for (const message of constantAdvice(operator, constant, this.catalogue)) {
        this.#advice.push({ message, at: right.at });
      }
    }
    const result = constantTest(left.type, operator, constants, this.#regex);
    if ('problem' in result) throw new CompileProblem(result.problem, right.at);
    return comparison(left, operator, result.test);
  }

  #fieldComparison(node: BinaryNode, operator: Operator, left: FieldExtraction, right: FieldExtraction): Predicate {
    const wrong = fieldProblem(operator, left, right);
    if (wrong !== undefined) throw new CompileProblem(`filter error: ${wrong}`, node.right.at);
    return (event) => {
      const values = right.extract(event);
      const value = left.extract(event);
      if (values === undefined || value === undefined) return false;
      const list = listOf(values);
      return overValues(left, operator, value, (one) => compareWithField(operator, one, list));
    };
  }

  /** Asks once for each event. */
  #once(predicate: Predicate): Predicate {
    const extractions = this.#extractions;
    let generation = -1;
    let value = false;
    return (event) => {
      if (generation !== extractions.generation) {
        value = predicate(event);
        generation = extractions.generation;
      }
      return value;
    };
  }
}

const isEquality = ({ base }: Operator): boolean =>
  base === '=' || base === '!=' || base === 'in' || base === 'intersects';

function fieldProblem(operator: Operator, left: FieldExtraction, right: FieldExtraction): string | undefined {
  const { base } = operator;
  if (base === 'regex' || base === 'pmatch') return `the '${base}' operator needs a constant on its right side`;
  if (left.type === 'net') return `field '${left.text}' is a network, which no other field is`;
  if (left.field?.noRight || left.several !== undefined) {
    return `field '${left.text}' can only be compared with constants`;
  }
  if (right.field?.noRight || right.several !== undefined) {
    return `field '${right.text}' cannot be used on the right side of an operator`;
  }
  if (left.type !== right.type) {
    return `'${left.text}' and '${right.text}' are of different types ('${left.type}', '${right.type}')`;
  }
  return left.list === right.list ? undefined : `only one of '${left.text}' and '${right.text}' is a list`;
}

function comparison(left: FieldExtraction, operator: Operator, test: Test): Predicate {
  const { extract } = left;
  if (!left.list && left.several === undefined) {
    return (event) => {
      const value = extract(event);
      return value !== undefined && !isList(value) && test(value);
    };
  }
  return (event) => {
    const value = extract(event);
    return value !== undefined && overValues(left, operator, value, test);
  };
}

const isList = (value: FieldValue): value is Exclude<FieldValue, string | number | bigint | boolean | Uint8Array> =>
  Array.isArray(value);

/** Holds for a list `in` a set when every element does; for a field that stands for several values as `FieldInfo.several` says. */
function overValues(left: FieldExtraction, operator: Operator, value: FieldValue, test: Test): boolean {
  const values = listOf(value);
  const every = left.list ? operator.base === 'in' : left.several === 'either' && operator.base === '!=';
  return every ? values.every(test) : values.some(test);
}

function all(parts: readonly Predicate[]): Predicate {
  const [a, b, c] = parts;
  if (a !== undefined && b !== undefined && parts.length === 2) return (event) => a(event) && b(event);
  if (a !== undefined && b !== undefined && c !== undefined && parts.length === 3)
    return (event) => a(event) && b(event) && c(event);
  return (event) => {
    for (const part of parts) if (!part(event)) return false;
    return true;
  };
}

function any(parts: readonly Predicate[]): Predicate {
  const [a, b, c] = parts;
  if (a !== undefined && parts.length === 1) return a;
  if (a !== undefined && b !== undefined && parts.length === 2) return (event) => a(event) || b(event);
  if (a !== undefined && b !== undefined && c !== undefined && parts.length === 3)
    return (event) => a(event) || b(event) || c(event);
  return (event) => {
    for (const part of parts) if (part(event)) return true;
    return false;
  };
}

/** How often each node stands below others, or is one of those given; what is below a shared node is counted once. */
function usesIn(nodes: readonly ConditionNode[]): ReadonlyMap<ConditionNode, number> {
  const uses = new Map<ConditionNode, number>();
  const visit = (node: ConditionNode): void => {
    const before = uses.get(node) ?? 0;
    uses.set(node, before + 1);
    if (before > 0) return;
    if (node.kind === 'and' || node.kind === 'or') node.children.forEach(visit);
    else if (node.kind === 'not') visit(node.child);
  };
  nodes.forEach(visit);
  return uses;
}

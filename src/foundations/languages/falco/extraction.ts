import { defined } from '../../../core/index.ts';
import type { FalcoNode, FieldNode, OperandNode, TransformerNode } from './ast.ts';
import { printCondition } from './print.ts';
import { transform, transformedShape, type ValueShape } from './transformers.ts';
import type { FieldCatalogue, FieldInfo, FieldSource, FieldValue, Scalar } from './values.ts';

/** Takes a value from the event that is being judged. */
export type Extract = (event: FieldSource) => FieldValue | undefined;

/** A field or transformed field, ready to be taken from events. */
export interface FieldExtraction extends ValueShape {
  readonly extract: Extract;
  /** The field itself, where nothing transforms it. */
  readonly field?: FieldInfo;
  /** Stands for several values: see `FieldInfo`. Only without an argument. */
  readonly several?: 'any' | 'either';
  /** Its text, the same for the same value. */
  readonly text: string;
}

/** Why a part of a condition cannot be compiled. */
export class CompileProblem extends Error {
  readonly at: OperandNode['at'];

  constructor(message: string, at: OperandNode['at']) {
    super(message);
    this.at = at;
  }
}

/** A field that cannot have been taken yet. */
const nothing = Symbol('nothing');

/**
 * Takes fields and transformed fields. The same text gives the same extraction, and its value is taken once for each event: `next` says that
 * another event is about to be judged.
 */
export class Extractions {
  readonly #catalogue: FieldCatalogue;
  readonly #known = new Map<string, FieldExtraction>();
  #generation = 0;

  constructor(catalogue: FieldCatalogue) {
    this.#catalogue = catalogue;
  }

  /** Forgets the values of the event before. */
  next(): void {
    this.#generation += 1;
  }

  /** The number of the event that is being judged. */
  get generation(): number {
    return this.#generation;
  }

  /** Throws `CompileProblem`. */
  of(node: OperandNode): FieldExtraction {
    const key = nodeKey(node);
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const made = this.#make(node, printCondition(node));
    this.#known.set(key, made);
    return made;
  }

  #make(node: OperandNode, text: string): FieldExtraction {
    switch (node.kind) {
      case 'value':
        return { type: 'string', list: false, extract: () => node.value, text };
      case 'field':
        return this.#field(node, text);
      case 'transformer':
        return this.#transformer(node, text);
      case 'transformer_list': {
        const parts = node.values.map((part) => this.of(part));
        return { type: 'string', list: true, extract: (event) => allOf(parts, event), text };
      }
    }
  }

  #field(node: FieldNode, text: string): FieldExtraction {
    const resolved = this.#catalogue.resolve(node.name, node.argument);
    if (typeof resolved === 'string') throw new CompileProblem(resolved, node.at);
    const { info, argument } = resolved;
    const extract: Extract =
      argument === undefined ? (event) => event.get(info.name) : (event) => event.get(info.name, argument);
    const several = argument === undefined ? info.several : undefined;
    return {
      type: info.type,
      list: info.list ?? false,
      extract: this.#once(extract),
      field: info,
      text,
      ...defined({ several }),
    };
  }

  #transformer(node: TransformerNode, text: string): FieldExtraction {
    const { name, argument } = node;
    if (argument !== undefined && name !== 'getopt') {
      throw new CompileProblem(`filter error: transformer '${name}' does not support field arguments`, node.at);
    }
    const parts = node.values.map((part) => this.of(part));
    const [first] = parts;
    if (name === 'val' && first !== undefined) return first;
    const refuses = parts.find((part) => part.field?.noTransformer || part.several !== undefined);
    if (refuses !== undefined) {
      throw new CompileProblem(`filter error: field '${refuses.text}' does not support transformers`, node.at);
    }
    const shape = transformedShape(name, parts, argument);
    if (typeof shape === 'string') throw new CompileProblem(`filter error: ${shape}`, node.at);
    const extract = this.#once((event) =>
      transform(
        name,
        parts.map((part) => part.extract(event)),
        argument,
      ),
    );
    return { ...shape, extract, text };
  }

  #once(extract: Extract): Extract {
    let generation = -1;
    let value: FieldValue | undefined | typeof nothing = nothing;
    return (event) => {
      if (generation !== this.#generation || value === nothing) {
        generation = this.#generation;
        value = extract(event);
      }
      return value;
    };
  }
}

/** The same for parts that mean the same, wherever they stand. */
export function nodeKey(node: FalcoNode): string {
  return JSON.stringify(node, (name, value: unknown) => (name === 'at' ? undefined : value));
}

function allOf(parts: readonly FieldExtraction[], event: FieldSource): FieldValue | undefined {
  const values: Scalar[] = [];
  for (const part of parts) {
    const value = part.extract(event);
    if (value === undefined) return undefined;
    if (typeof value === 'object' && !(value instanceof Uint8Array)) values.push(...value);
    else values.push(value);
  }
  return values;
}

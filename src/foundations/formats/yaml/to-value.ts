import type { Document, LineCounter, Node, Pair, Scalar } from 'yaml';
import { fault, tooMuch } from './parse-documents.ts';

/** Bounds of the values of a file, and what is made of tags. */
export interface ValueBudget {
  /** Values left, counted down over all documents of a file. */
  nodes: number;
  readonly maxDepth: number;
  readonly where: string;
  readonly tagged?: (tag: string, value: unknown) => unknown;
}

type Yaml = typeof import('yaml');

/** Text of a mapping's key as it is written (`on` is no boolean there); undefined when it is not a scalar. */
export function keyText(yaml: Yaml, key: unknown): string | undefined {
  if (!yaml.isScalar(key)) return undefined;
  if (isMergeKey(key)) return '<<';
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** Whether a key is the `<<` that merges (YAML 1.1 only): the library gives it a symbol as its value. */
export function isMergeKey(key: unknown): boolean {
  return typeof (key as Scalar | undefined)?.value === 'symbol';
}

/**
 * The document as plain values. Aliases are followed by a table that grows in the order of the text: the library's own way walks the whole document
 * for each of them.
 */
export function toValue(yaml: Yaml, document: Document.Parsed, lines: LineCounter, budget: ValueBudget): unknown {
  return new Converter(yaml, lines, budget).value(document.contents, 0);
}

class Converter {
  readonly #yaml: Yaml;
  readonly #lines: LineCounter;
  readonly #budget: ValueBudget;
  readonly #anchors = new Map<string, Node>();
  /** Anchored nodes that are being read: an alias to one of them would have no end. */
  readonly #open = new Set<unknown>();

  constructor(yaml: Yaml, lines: LineCounter, budget: ValueBudget) {
    this.#yaml = yaml;
    this.#lines = lines;
    this.#budget = budget;
  }

  value(node: unknown, depth: number): unknown {
    const { tagged } = this.#budget;
    const value = this.#untagged(node, depth);
    const tag = tagged === undefined ? undefined : (node as Partial<Node> | null | undefined)?.tag;
    return tag?.startsWith('!') === true && tag !== '!' ? tagged?.(tag, value) : value;
  }

  #untagged(node: unknown, depth: number): unknown {
    this.#budget.nodes--;
    if (this.#budget.nodes < 0) throw tooMuch('YAML of too many values', this.#budget.where);
    if (depth > this.#budget.maxDepth)
      throw tooMuch(`YAML nested deeper than ${this.#budget.maxDepth} levels`, this.#budget.where);
    const yaml = this.#yaml;
    if (node === null || node === undefined) return null;
    if (yaml.isAlias(node)) return this.value(this.#target(node.source, node), depth);
    if (yaml.isScalar(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      return typeof node.value === 'symbol' ? '<<' : node.value;
    }
    if (!yaml.isMap(node) && !yaml.isSeq(node)) throw this.#fault('a value of no known kind', node);
    if (this.#open.has(node)) throw this.#fault('an alias contains itself', node);
    if (node.anchor) this.#anchors.set(node.anchor, node);
    this.#open.add(node);
    const value = yaml.isMap(node)
      ? this.#mapping(node.items, depth)
      : node.items.map((item) => this.value(item, depth + 1));
    this.#open.delete(node);
    return value;
  }

  #target(name: string, alias: unknown): Node {
    const node = this.#anchors.get(name);
    if (node === undefined) throw this.#fault(`there is no anchor ${JSON.stringify(name)} before it`, alias);
    return node;
  }

  #mapping(pairs: readonly Pair[], depth: number): Record<string, unknown> {
    const members = new Map<string, unknown>();
    const merged: Record<string, unknown>[] = [];
    for (const { key, value } of pairs) {
      const node = this.#yaml.isAlias(key) ? this.#target(key.source, key) : key;
      const text = keyText(this.#yaml, node);
      if (text === undefined) throw this.#fault('a key that is not a plain value', key);
      if (this.#yaml.isScalar(key) && key.anchor) this.#anchors.set(key.anchor, key);
      if (isMergeKey(node)) {
        merged.push(...this.#mergeSources(this.value(value, depth + 1), value));
        continue;
      }
      if (members.has(text)) throw this.#fault(`the key ${JSON.stringify(text.slice(0, 100))} comes twice`, key);
      members.set(text, this.value(value, depth + 1));
    }
    // The mapping's own members win, then the first of what is merged (YAML merge key type).
    for (const source of merged) {
      for (const [name, value] of Object.entries(source)) if (!members.has(name)) members.set(name, value);
    }
    return toObject(members);
  }

  #mergeSources(value: unknown, node: unknown): readonly Record<string, unknown>[] {
    const sources = Array.isArray(value) ? value : [value];
    return sources.map((source: unknown) => {
      if (typeof source === 'object' && source !== null && !Array.isArray(source))
        return source as Record<string, unknown>;
      throw this.#fault('only mappings can be merged', node);
    });
  }

  #fault(why: string, node: unknown) {
    const offset = (node as Partial<Node> | undefined)?.range?.[0] ?? 0;
    return fault(why, this.#lines.linePos(offset), this.#budget.where);
  }
}

/** A plain object; a member named `__proto__` is a member like any other. */
function toObject(members: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [name, value] of members) {
    if (name === '__proto__')
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    else object[name] = value;
  }
  return object;
}

import type { BinaryNode, ConditionNode, UnaryNode } from './ast.ts';
import { nodeKey } from './extraction.ts';

/** What is certain of events before they come. */
export interface Foreknowledge {
  /** Whether a check has the same answer for all of them; `undefined` where that depends on the event. */
  answer(check: UnaryNode | BinaryNode): boolean | undefined;
}

/** The answer where it is certain, else what remains to be asked. */
export type Folded = ConditionNode | boolean;

/** Most parts of an `and` or `or` that parts of the same kind are merged into: what is shared must not multiply. */
const mostMerged = 1_000;

/**
 * Folds conditions over what is certain of events: the folded condition gives the same answer as the whole one for every event of which that is
 * true, and asks less. Parts that mean the same are one and the same node, also across conditions folded by the same folder, so that whoever
 * compiles them can share their answers. A part together with its negation is certain too. Macros must have been put in place before.
 *
 * The cost is linear in the nodes of a condition, shared ones counted once.
 */
export class ConditionFolder {
  readonly #known: Foreknowledge;
  /** By what they mean: leaves by their text, the others by the numbers of their parts. */
  readonly #byKey = new Map<string, ConditionNode>();
  readonly #numbers = new Map<ConditionNode, number>();
  readonly #folded = new Map<ConditionNode, Folded>();

  constructor(known: Foreknowledge) {
    this.#known = known;
  }

  fold(node: ConditionNode): Folded {
    const found = this.#folded.get(node);
    if (found !== undefined) return found;
    const made = this.#make(node);
    this.#folded.set(node, made);
    return made;
  }

  #make(node: ConditionNode): Folded {
    switch (node.kind) {
      case 'and':
      case 'or':
        return this.#joined(node);
      case 'not':
        return this.#negated(this.fold(node.child), node);
      case 'macro':
        return node;
      default:
        return this.#known.answer(node) ?? this.#one(nodeKey(node), node);
    }
  }

  #negated(child: Folded, node: ConditionNode & { readonly kind: 'not' }): Folded {
    if (typeof child === 'boolean') return !child;
    if (child.kind === 'not') return child.child;
    return this.#one(`!${this.#number(child)}`, child === node.child ? node : { ...node, child });
  }

  #joined(node: ConditionNode & { readonly kind: 'and' | 'or' }): Folded {
    /** What settles the whole: one false of an `and`, one true of an `or`. */
    const settling = node.kind === 'or';
    const parts = new Set<ConditionNode>();
    const take = (part: ConditionNode): void => {
      if (part.kind === node.kind && parts.size + part.children.length <= mostMerged) part.children.forEach(take);
      else parts.add(part);
    };
    for (const child of node.children) {
      const folded = this.fold(child);
      if (folded === settling) return settling;
      if (typeof folded !== 'boolean') take(folded);
    }
    for (const part of parts) if (part.kind === 'not' && parts.has(part.child)) return settling;
    const [first, ...others] = parts;
    if (first === undefined) return !settling;
    if (others.length === 0) return first;
    const children = [first, ...others];
    const key = `${node.kind} ${children.map((part) => this.#number(part)).join(' ')}`;
    return this.#one(key, { ...node, children });
  }

  /** The node that stands for all of the same meaning. */
  #one(key: string, node: ConditionNode): ConditionNode {
    const found = this.#byKey.get(key);
    if (found !== undefined) return found;
    this.#byKey.set(key, node);
    this.#numbers.set(node, this.#numbers.size);
    return node;
  }

  #number(node: ConditionNode): number {
    return this.#numbers.get(node) ?? -1;
  }
}

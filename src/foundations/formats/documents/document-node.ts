import { field, isObject, type JsonObject } from '../json/access.ts';
import type { FieldPath } from './field-path.ts';

/** Where remarks on the values of a document go: `Complaints` about a file of ours, `FieldProblems` of a document of somebody else. */
export interface Remarks {
  add(path: FieldPath, text: string, atKey?: boolean): void;
}

/** Items of one list that are looked at; what lies beyond is remarked on. */
export const maxItems = 10_000;

/** The last step of a way. */
interface Step {
  readonly above: DocumentNode;
  readonly step: string | number;
}

/** A member of an object, with its name. */
export interface DocumentMember<Node> {
  readonly name: string;
  readonly node: Node;
}

type NodeClass<T> = new (value: unknown, way: Step, remarks: Remarks) => T;

/**
 * One value of a document, with the way to it. A field that is absent or null reads as not set, as the Kubernetes API has it; one of the wrong type reads as
 * not set too and leaves a remark, so that nobody takes the silence for an answer. Never throws.
 */
export class DocumentNode {
  readonly value: unknown;
  readonly #way: FieldPath | Step;
  readonly #remarks: Remarks;

  constructor(value: unknown, way: FieldPath | Step, remarks: Remarks) {
    this.value = value;
    this.#way = way;
    this.#remarks = remarks;
  }

  /** Put together when it is asked for: hundreds of fields are looked at for each that is told. */
  get path(): FieldPath {
    return 'above' in this.#way ? [...this.#way.above.path, this.#way.step] : this.#way;
  }

  /** Whether there is a value: neither absent nor null. */
  get isSet(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** The member of an object; not set when there is none. */
  get(name: string): this {
    const object = this.#object();
    return this.below(object === undefined ? undefined : field(object, name), name);
  }

  /** The member at the end of a chain of names. */
  at(...names: readonly string[]): this {
    let node = this;
    for (const name of names) node = node.get(name);
    return node;
  }

  /** The items of a list. */
  items(): readonly this[] {
    const list = this.#typed((value): value is readonly unknown[] => Array.isArray(value), 'a list') ?? [];
    if (list.length > maxItems) this.complain(`more than ${maxItems} items: the rest was not looked at`);
    return list.slice(0, maxItems).map((value, index) => this.below(value, index));
  }

  /** The members of an object. */
  members(): readonly DocumentMember<this>[] {
    const object = this.#object();
    const names = object === undefined ? [] : Object.keys(object);
    if (names.length > maxItems) this.complain(`more than ${maxItems} members: the rest was not looked at`);
    return names.slice(0, maxItems).map((name) => ({ name, node: this.get(name) }));
  }

  text(): string | undefined {
    return this.#typed((value) => typeof value === 'string', 'a text');
  }

  boolean(): boolean | undefined {
    return this.#typed((value) => typeof value === 'boolean', 'true or false');
  }

  /** A number between two others, both included; any when they are not given. */
  number(least = -Infinity, most = Infinity, whole = false): number | undefined {
    const wanted = `a ${whole ? 'whole ' : ''}number${most === Infinity ? '' : ` from ${least} to ${most}`}`;
    const isIt = (value: unknown): value is number =>
      typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most;
    return this.#typed((value): value is number => isIt(value) && (!whole || Number.isInteger(value)), wanted);
  }

  /** Remarks on this field, or on its key. */
  complain(text: string, atKey = false): void {
    this.#remarks.add(this.path, text, atKey);
  }

  /** How it is told that something else must stand here. */
  wants(what: string): string {
    return `must be ${what}`;
  }

  /** The value one step further, whether or not there is one. */
  below(value: unknown, step: string | number): this {
    return new (this.constructor as NodeClass<this>)(value, { above: this, step }, this.#remarks);
  }

  #object(): JsonObject | undefined {
    return this.#typed(isObject, 'an object');
  }

  #typed<T>(is: (value: unknown) => value is T, wanted: string): T | undefined {
    if (!this.isSet) return undefined;
    if (is(this.value)) return this.value;
    this.complain(this.wants(wanted));
    return undefined;
  }
}

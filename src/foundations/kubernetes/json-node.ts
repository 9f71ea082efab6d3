import { type FieldPath, field, formatPath, isObject, type JsonObject } from '../formats/index.ts';

/** A field that is not of the type the Kubernetes API gives it, or that is missing where it must be. */
export interface FieldProblem {
  readonly path: FieldPath;
  readonly message: string;
}

/** Items of one list that are looked at; what lies beyond is told as a problem. */
export const maxItems = 10_000;
const maxProblems = 100;

/** What is wrong with the fields of one object, collected while it is read: at most 100, each path once. */
export class FieldProblems {
  readonly #found = new Map<string, FieldProblem>();

  add(path: FieldPath, message: string): void {
    const key = formatPath(path);
    if (this.#found.size < maxProblems && !this.#found.has(key)) this.#found.set(key, { path, message });
  }

  get all(): readonly FieldProblem[] {
    return [...this.#found.values()];
  }
}

/** The last step of a way. */
interface Step {
  readonly above: JsonNode;
  readonly step: string | number;
}

/**
 * One value in a JSON document of somebody else, with the way to it. A field that is absent or null reads as not set, as the Kubernetes API has it; one of
 * the wrong type reads as not set too and leaves a problem, so that nobody takes the silence for an answer. Never throws.
 */
export class JsonNode {
  readonly value: unknown;
  readonly #way: FieldPath | Step;
  readonly #problems: FieldProblems;

  constructor(value: unknown, way: FieldPath | Step, problems: FieldProblems) {
    this.value = value;
    this.#way = way;
    this.#problems = problems;
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
  get(name: string): JsonNode {
    const object = this.#object();
    return this.#below(object === undefined ? undefined : field(object, name), name);
  }

  /** The member at the end of a chain of names. */
  at(...names: readonly string[]): JsonNode {
    let node: JsonNode = this;
    for (const name of names) node = node.get(name);
    return node;
  }

  /** The items of a list. */
  items(): readonly JsonNode[] {
    const list = this.#typed((value): value is readonly unknown[] => Array.isArray(value), 'a list') ?? [];
    if (list.length > maxItems) this.complain(`more than ${maxItems} items: the rest was not looked at`);
    return list.slice(0, maxItems).map((value, index) => this.#below(value, index));
  }

  /** The members of an object. */
  members(): readonly { readonly name: string; readonly node: JsonNode }[] {
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

  number(): number | undefined {
    return this.#typed((value): value is number => typeof value === 'number' && Number.isFinite(value), 'a number');
  }

  /** Says that something is wrong with this field. */
  complain(message: string): void {
    this.#problems.add(this.path, message);
  }

  #below(value: unknown, step: string | number): JsonNode {
    return new JsonNode(value, { above: this, step }, this.#problems);
  }

  #object(): JsonObject | undefined {
    return this.#typed(isObject, 'an object');
  }

  #typed<T>(is: (value: unknown) => value is T, wanted: string): T | undefined {
    if (!this.isSet) return undefined;
    if (is(this.value)) return this.value;
    this.complain(`must be ${wanted}`);
    return undefined;
  }
}

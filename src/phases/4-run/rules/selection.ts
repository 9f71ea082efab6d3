import { compileGlob, fnmatchGlob } from '../../../foundations/formats/index.ts';
import type { CompiledRule } from './compiled.ts';
import { type Priority, priorities } from './items.ts';

/** Which rules are meant: by part of their name, whole name, glob over names, or one of several tags. An empty name or glob means all. */
export type RulePattern =
  | { readonly nameContains: string }
  | { readonly nameIs: string }
  | { readonly nameGlob: string }
  | { readonly tags: readonly string[] };

/** Which rules of a set are on. */
export class RuleSelection {
  readonly #rules: readonly CompiledRule[];
  readonly #on = new Set<string>();

  private constructor(rules: readonly CompiledRule[]) {
    this.#rules = rules;
  }

  /** The rules that their files leave on. */
  static byDefault(rules: readonly CompiledRule[]): RuleSelection {
    const selection = new RuleSelection(rules);
    for (const { name, enabled } of rules) if (enabled) selection.#on.add(name);
    return selection;
  }

  /** None at first. */
  static empty(rules: readonly CompiledRule[]): RuleSelection {
    return new RuleSelection(rules);
  }

  /** Turns all rules that are meant on or off. */
  set(pattern: RulePattern, on: boolean): this {
    const meant = matcher(pattern);
    for (const rule of this.#rules) {
      if (!meant(rule)) continue;
      if (on) this.#on.add(rule.name);
      else this.#on.delete(rule.name);
    }
    return this;
  }

  /** Turns off all rules that are not meant. */
  only(pattern: RulePattern): this {
    const meant = matcher(pattern);
    for (const rule of this.#rules) if (!meant(rule)) this.#on.delete(rule.name);
    return this;
  }

  /** Turns off what is less bad than the priority. */
  atLeast(priority: Priority): this {
    const least = priorities.indexOf(priority);
    for (const rule of this.#rules) if (priorities.indexOf(rule.priority) > least) this.#on.delete(rule.name);
    return this;
  }

  isOn(rule: CompiledRule): boolean {
    return this.#on.has(rule.name);
  }

  get size(): number {
    return this.#on.size;
  }
}

function matcher(pattern: RulePattern): (rule: CompiledRule) => boolean {
  if ('tags' in pattern) return ({ tags }) => pattern.tags.some((tag) => tags.includes(tag));
  if ('nameContains' in pattern) return ({ name }) => name.includes(pattern.nameContains);
  if ('nameIs' in pattern) return ({ name }) => pattern.nameIs === '' || name === pattern.nameIs;
  const fits = compileGlob(pattern.nameGlob === '' ? '*' : pattern.nameGlob, fnmatchGlob);
  return ({ name }) => fits(name);
}

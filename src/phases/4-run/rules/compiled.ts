import type { ConditionNode, NameSet, Predicate } from '../../../foundations/languages/falco/index.ts';
import type { RuleItem } from './items.ts';
import type { CompiledList } from './substitute-lists.ts';
import type { Template } from './template.ts';

/** A macro ready to be put in place. */
export interface CompiledMacro {
  readonly name: string;
  readonly node: ConditionNode;
  used: boolean;
}

/** Something more to say in the alerts of some rules; what is left out or empty holds for all. */
export interface ExtraOutput {
  /** Whether what Falco's own configuration tells of where it happened is added to the output: see `suggestedOutput`. */
  readonly suggested?: boolean;
  /** Added to the output. */
  readonly format?: string;
  /** Added to the fields only: name and template. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly source?: string;
  /** The rule must have all of them. */
  readonly tags?: readonly string[];
  readonly rule?: string;
}

/** A rule that can judge events. */
export interface CompiledRule
  extends Readonly<Pick<RuleItem, 'name' | 'description' | 'source' | 'priority' | 'tags'>> {
  /** The rule as the files say it. */
  readonly item: RuleItem;
  /** The condition with lists, macros and exceptions put in place. */
  readonly condition: ConditionNode;
  readonly matches: Predicate;
  /** Event types it can hold for. */
  readonly eventTypes: NameSet;
  /** Output with what was added to it. */
  readonly output: string;
  readonly template: Template;
  /** Fields the alert has beside those of the output. */
  readonly extraFields: ReadonlyMap<string, Template>;
  /** Whether it is on unless somebody says otherwise. */
  readonly enabled: boolean;
}

/** All that was compiled. */
export interface Compilation {
  readonly lists: readonly CompiledList[];
  readonly macros: readonly CompiledMacro[];
  readonly rules: readonly CompiledRule[];
}

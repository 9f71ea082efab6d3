import { type ConditionCompiler, type FieldValue, holds } from '../../../foundations/languages/falco/index.ts';
import { type Alert, alertOf } from './alert.ts';
import type { CompiledRule } from './compiled.ts';
import { EventView, type RuntimeEvent } from './event.ts';
import type { LoadedRules } from './load-rules.ts';
import { RuleSelection } from './selection.ts';

/** A rule that an event met, and what there is to tell. */
export interface Match {
  readonly rule: CompiledRule;
  readonly alert: Alert;
}

export interface EngineOptions {
  /** Which rules are on; those that the files leave on when not given. */
  readonly selection?: RuleSelection;
  /** `first`, the default: an event makes at most one alert, that of the first rule in the order of definition. `all`: of every rule. */
  readonly matching?: 'first' | 'all';
  /** Name of this machine, told in alerts. */
  readonly hostname?: string;
}

/** Judges events by rules. */
export interface RuleEngine {
  /** The rules that are on. */
  readonly rules: readonly CompiledRule[];
  /** The rules an event meets. The alerts are made while the event's state is still there. */
  evaluate(event: RuntimeEvent): readonly Match[];
  /** Whether any rule could hold for an event of this source and type: others need not be looked at. */
  concerns(source: string, type: string | undefined): boolean;
}

const none: readonly Match[] = [];

/** Most event types whose rules are remembered; a hostile recording may name any number. */
const maxRemembered = 4_096;

/**
 * Puts loaded rules in an engine. For each event only the rules that can hold for its type are asked; what their conditions have in common is
 * computed once. Engines made from the same `LoadedRules` share that memory: use them one event after the other, not within each other.
 */
export function compileRules(loaded: LoadedRules, options: EngineOptions = {}): RuleEngine {
  const selection = options.selection ?? RuleSelection.byDefault(loaded.rules);
  const rules = loaded.rules.filter((rule) => selection.isOn(rule));
  return new Engine(rules, loaded.compilers, options);
}

class Engine implements RuleEngine {
  readonly rules: readonly CompiledRule[];
  readonly #compilers: ReadonlyMap<string, ConditionCompiler>;
  readonly #all: boolean;
  readonly #hostname: FieldValue;
  readonly #bySource = new Map<string, Map<string | undefined, readonly CompiledRule[]>>();
  readonly #view = new EventView();

  constructor(
    rules: readonly CompiledRule[],
    compilers: ReadonlyMap<string, ConditionCompiler>,
    options: EngineOptions,
  ) {
    this.rules = rules;
    this.#compilers = compilers;
    this.#all = options.matching === 'all';
    this.#hostname = options.hostname ?? '';
  }

  evaluate(event: RuntimeEvent): readonly Match[] {
    const rules = this.#rulesFor(event.source, event.type);
    const compiler = this.#compilers.get(event.source);
    if (rules.length === 0 || compiler === undefined) return none;
    compiler.next();
    const view = this.#view.of(event);
    let matches: Match[] | undefined;
    for (const rule of rules) {
      if (!rule.matches(view)) continue;
      const match = { rule, alert: alertOf(rule, event, view, String(this.#hostname)) };
      if (!this.#all) return [match];
      matches ??= [];
      matches.push(match);
    }
    return matches ?? none;
  }

  concerns(source: string, type: string | undefined): boolean {
    return this.#rulesFor(source, type).length > 0;
  }

  #rulesFor(source: string, type: string | undefined): readonly CompiledRule[] {
    let byType = this.#bySource.get(source);
    if (byType === undefined) {
      byType = new Map();
      if (this.#compilers.has(source)) this.#bySource.set(source, byType);
    }
    const found = byType.get(type);
    if (found !== undefined) return found;
    const rules = this.rules.filter(
      (rule) => rule.source === source && (type === undefined || holds(rule.eventTypes, type)),
    );
    if (byType.size < maxRemembered) byType.set(type, rules);
    return rules;
  }
}

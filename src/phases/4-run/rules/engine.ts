import { type ConditionCompiler, holds } from '../../../foundations/languages/falco/index.ts';
import { type Alert, alertOf } from './alert.ts';
import type { CompiledRule } from './compiled.ts';
import { EventView, type RuntimeEvent } from './event.ts';
import type { LoadedRules } from './load-rules.ts';
import { programFor, type RuleProgram } from './program.ts';
import { type RuleInSight, rulesInSight } from './rules-in-sight.ts';
import { RuleSelection } from './selection.ts';
import type { SourceSight } from './sight.ts';

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
  /** What sources of events can tell, by their name: rules are folded over it. Everything where it is not said. */
  readonly sight?: Readonly<Record<string, SourceSight>>;
}

/** Judges events by rules. */
export interface RuleEngine {
  /** The rules that are on. */
  readonly rules: readonly CompiledRule[];
  /** The rules an event meets. The alerts are made while the event's state is still there. */
  evaluate(event: RuntimeEvent): readonly Match[];
  /** Whether any rule could hold for an event of this source and type: others need not be looked at. */
  concerns(source: string, type: string | undefined): boolean;
  /** How far each rule can speak about the events of a source, by what the engine was told of its sight. */
  inSight(source: string): readonly RuleInSight[];
}

const none: readonly Match[] = [];

/** Most event types whose rules are remembered; a hostile recording may name any number. */
const maxRemembered = 4_096;

const all: SourceSight = {};

/**
 * Puts loaded rules in an engine. The rules are folded for each type of events when the first of that type comes: what is certain of them is never asked, and
 * what is left to ask in several conditions is asked once. Engines made from the same `LoadedRules` share that memory: use them one event after the other, not
 * within each other.
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
  readonly #hostname: string;
  readonly #sight: Readonly<Record<string, SourceSight>>;
  readonly #bySource = new Map<string, Map<string | undefined, RuleProgram>>();
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
    this.#sight = options.sight ?? {};
  }

  evaluate(event: RuntimeEvent): readonly Match[] {
    const compiler = this.#compilers.get(event.source);
    if (compiler === undefined) return none;
    const program = this.#programFor(event.source, event.type, compiler);
    if (program.size === 0) return none;
    compiler.next();
    const view = this.#view.of(event);
    const told = (rule: CompiledRule): Match => ({ rule, alert: alertOf(rule, event, view, this.#hostname) });
    if (this.#all) return program.every(view).map(told);
    const rule = program.first(view);
    return rule === undefined ? none : [told(rule)];
  }

  concerns(source: string, type: string | undefined): boolean {
    const compiler = this.#compilers.get(source);
    return compiler !== undefined && this.#programFor(source, type, compiler).size > 0;
  }

  inSight(source: string): readonly RuleInSight[] {
    return rulesInSight(this.rules, this.#compilers, source, this.#sight[source] ?? all);
  }

  #programFor(source: string, type: string | undefined, compiler: ConditionCompiler): RuleProgram {
    let byType = this.#bySource.get(source);
    if (byType === undefined) {
      byType = new Map();
      this.#bySource.set(source, byType);
    }
    const found = byType.get(type);
    if (found !== undefined) return found;
    const rules = this.rules.filter(
      (rule) => rule.source === source && (type === undefined || holds(rule.eventTypes, type)),
    );
    const program = programFor(rules, compiler, type, this.#sight[source] ?? all);
    if (byType.size < maxRemembered) byType.set(type, program);
    return program;
  }
}

import { someOf } from '../../core/index.ts';
import type { RuleEngine, RuleInSight } from '../../phases/4-run/index.ts';

/** Most names in one sentence. */
const most = 6;

/** What rules can say of events, before there are any. */
export interface Sight {
  /** Which rules stay silent, or may, whatever happens; one sentence each. */
  readonly notes: readonly string[];
  /** How many rules are on, and how many of these stay silent whatever happens. */
  readonly rules: { readonly on: number; readonly silent: number };
  /** Names of those that can speak. */
  readonly speaking: readonly string[];
  /** Why the silence of all rules that were given would mean nothing; absent when at least one can speak. */
  readonly blind?: string;
}

/** Where events come from: the source that rules name, and how a sentence calls it. */
export interface EventsFrom {
  readonly source: string;
  /** `a capture`. */
  readonly words: string;
}

/** For events of these sources, by what the engine was told that each can tell. A rule is silent when it is so for all of them. */
export function sightOfSources(engine: RuleEngine, from: readonly EventsFrom[], given: boolean): Sight {
  const { rules } = engine;
  const seen = new Map<string, RuleInSight>();
  for (const { source } of from)
    for (const one of engine.inSight(source)) {
      const before = seen.get(one.rule.name);
      if (before === undefined || before.reach === 'never') seen.set(one.rule.name, one);
    }
  const inSight = [...seen.values()];
  const words = from.map((one) => one.words).join(' and ');
  const never = inSight.filter(({ reach }) => reach === 'never');
  const partly = inSight.filter(({ reach }) => reach === 'part');
  const loose = partly.filter(({ negated }) => negated.length > 0);
  const sentence = (
    ones: readonly RuleInSight[],
    says: string,
    names: (one: RuleInSight) => string,
  ): readonly string[] =>
    ones.length === 0 ? [] : [`${ones.length} of ${rules.length} rules ${says}: ${someOf(ones.map(names), most)}`];
  const notes = [
    ...sentence(never, `can say nothing of ${words}, and stay silent`, nameAndWhy),
    ...sentence(partly, `ask for what ${words} does not tell, and may miss something`, nameAndWhy),
    ...sentence(
      loose,
      `make exceptions by fields that ${words} does not tell, and may speak too often`,
      ({ rule, negated }) => `${rule.name} (${someOf(negated, most)})`,
    ),
  ];
  const silent = never.map(({ rule }) => rule.name);
  return { notes, ...sight(rules, from.length === 0 ? rules.map(({ name }) => name) : silent, given) };
}

const nameAndWhy = ({ rule, why }: RuleInSight): string => (why === undefined ? rule.name : `${rule.name} (${why})`);

function sight(on: RuleEngine['rules'], silent: readonly string[], given: boolean): Omit<Sight, 'notes'> {
  const unheard = new Set(silent);
  const speaking = on.map(({ name }) => name).filter((name) => !unheard.has(name));
  const told = { rules: { on: on.length, silent: silent.length }, speaking };
  if (!given || speaking.length > 0) return told;
  const why =
    on.length === 0 ? 'the rules files hold no rule that is on' : 'none of the rules can apply to these events';
  return { ...told, blind: `nothing was judged: ${why}` };
}

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

/** For events of one source, by what its engine was told that it can tell. */
export function sightOfSource(engine: RuleEngine, { source, words }: EventsFrom, given: boolean): Sight {
  const { rules } = engine;
  const inSight = engine.inSight(source);
  const named = (ones: readonly RuleInSight[]): string =>
    someOf(
      ones.map(({ rule, why }) => (why === undefined ? rule.name : `${rule.name} (${why})`)),
      most,
    );
  const never = inSight.filter(({ reach }) => reach === 'never');
  const partly = inSight.filter(({ reach }) => reach === 'part');
  const loose = partly.filter(({ negated }) => negated.length > 0);
  const notes: string[] = [];
  if (never.length > 0)
    notes.push(
      `${never.length} of ${rules.length} rules can say nothing of ${words}, and stay silent: ${named(never)}`,
    );
  if (partly.length > 0)
    notes.push(
      `${partly.length} of ${rules.length} rules ask for what ${words} does not tell, and may miss something: ${named(partly)}`,
    );
  if (loose.length > 0)
    notes.push(
      `${loose.length} of ${rules.length} rules make exceptions by fields that ${words} does not tell, and may speak too often: ${someOf(
        loose.map(({ rule, negated }) => `${rule.name} (${someOf(negated, most)})`),
        most,
      )}`,
    );
  return {
    notes,
    ...sight(
      rules,
      never.map(({ rule }) => rule.name),
      given,
    ),
  };
}

function sight(on: RuleEngine['rules'], silent: readonly string[], given: boolean): Omit<Sight, 'notes'> {
  const unheard = new Set(silent);
  const speaking = on.map(({ name }) => name).filter((name) => !unheard.has(name));
  const told = { rules: { on: on.length, silent: silent.length }, speaking };
  if (!given || speaking.length > 0) return told;
  const why =
    on.length === 0 ? 'the rules files hold no rule that is on' : 'none of the rules can apply to these events';
  return { ...told, blind: `nothing was judged: ${why}` };
}

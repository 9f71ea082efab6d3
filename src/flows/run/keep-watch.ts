import { hostname } from 'node:os';
import { lostByName, lostInAll, type SensorCounters, type TouchingContainer } from '../../phases/4-run/index.ts';
import type { EventSummary } from '../../records/index.ts';
import type { Settings } from '../settings.ts';
import { keepInUse, type UseOfImages } from './keep-in-use.ts';
import { keepSummaries, withAlerting } from './keep-summaries.ts';
import type { WatchPortion } from './watch-portion.ts';

/** What is known of a portion besides its events. */
export interface AboutPortion {
  readonly counters: SensorCounters;
  readonly rules: NonNullable<EventSummary['rules']>;
  /** Why something may be missing beside events that were lost. */
  readonly limits: readonly string[];
  /** What is known of a container. */
  about(id: string): Omit<TouchingContainer, 'id'>;
}

/**
 * Keeps a portion of a watch: `in-use` evidence of each image, and what was seen and found, as `event-summary` of each image and of this machine. Keeps
 * nothing when the settings say so, or nothing happened. Throws what a ledger throws.
 */
export async function keepWatch(portion: WatchPortion, known: AboutPortion, settings: Settings): Promise<UseOfImages> {
  const { alerts, events, findings, first, last, touched } = portion;
  const { about, counters, limits, rules } = known;
  if (first === undefined || last === undefined) return { images: [], unscanned: [], notes: [] };
  const seen = { first, last, events, unknownEvents: 0, dropped: 0, forgotten: 0 };
  const use = await keepInUse(
    withAlerting(touched.containers(about), { findings, first, last }, about),
    { ...seen, lost: lostInAll(counters), unread: counters.unread, untold: touched.forgotten, limits },
    undefined,
    settings,
  );
  const more = await keepSummaries(
    {
      by: 'watch',
      ...{ first, last, events, alerts, findings, rules, limits },
      eventsIn: (containers) => portion.eventsIn(containers),
      containers: portion.containers,
      lost: lostByName(counters),
      machine: hostname(),
    },
    use,
    settings,
  );
  return { ...use, notes: [...use.notes, ...more] };
}

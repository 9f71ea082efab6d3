import { defined, type SeaworthyError } from '../../core/index.ts';
import { lostByName, type Match, type ReplaySummary, type SensorFeed } from '../../phases/4-run/index.ts';
import type { Handover } from './handover.ts';

/** What was seen of the events of a sensor: as of a recording, and what the sensor says it lost. */
export interface SensorSummary extends ReplaySummary {
  /** Events that were lost, by the name of the call (`records`: mapped code). Names that lost none are left out. */
  readonly lost: ReadonlyMap<string, number>;
  /** Events that came without a name that could not be read. */
  readonly unread: number;
  /** Events in which a text was cut. */
  readonly cut: number;
}

/** Counts alerts by rule and priority, and waits for whoever takes them. */
export class AlertCount {
  readonly byRule = new Map<string, number>();
  readonly byPriority = new Map<Match['rule']['priority'], number>();
  #waiting: Promise<void>[] = [];

  see({ rule: { name, priority } }: Match, done: void | Promise<void>): void {
    this.byRule.set(name, (this.byRule.get(name) ?? 0) + 1);
    this.byPriority.set(priority, (this.byPriority.get(priority) ?? 0) + 1);
    this.besides(done);
  }

  /** An alert that no rule gave. */
  besides(done: void | Promise<void>): void {
    if (done !== undefined) this.#waiting.push(done);
  }

  /** When the alerts so far have been taken, or patience is over. Throws what taking them throws. */
  async settle(to?: Handover): Promise<void> {
    if (this.#waiting.length === 0) return;
    const all = Promise.all(this.#waiting);
    this.#waiting = [];
    await (to === undefined ? all : to.waitFor(all));
  }
}

/** What was seen until now. */
export function sensorSummary(
  feed: SensorFeed,
  { byRule, byPriority }: AlertCount,
  incomplete?: SeaworthyError,
): SensorSummary {
  const { lastCounters, cut } = feed;
  const told = { byRule, byPriority, cut, dropped: 0, lost: lostByName(lastCounters), unread: lastCounters.unread };
  if (!feed.hasBegun)
    return { ...told, events: 0, unknownEvents: 0, judged: 0, alerts: 0, forgotten: 0, ...defined({ incomplete }) };
  const { events, unknownEvents, judged, alerts, first, last, state } = feed.pipeline;
  return {
    ...{ ...told, events, unknownEvents, judged, alerts },
    forgotten: state.threads.forgotten,
    ...defined({ first, last, machine: state.machine, incomplete }),
  };
}

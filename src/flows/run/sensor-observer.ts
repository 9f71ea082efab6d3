import type { SeaworthyError } from '../../core/index.ts';
import { defined } from '../../core/index.ts';
import {
  type Match,
  ProcessTable,
  type ReplaySummary,
  type RuleEngine,
  type SensorCounters,
  type SensorEvent,
  type SensorState,
  toRuntimeEvent,
} from '../../phases/4-run/index.ts';

/** What was seen of the events of a sensor: as of a recording, and what the sensor says it lost. */
export interface SensorSummary extends ReplaySummary {
  /** Events that were lost, by kind (`records`: what the kernel dropped). Kinds that lost none are left out. */
  readonly lost: ReadonlyMap<string, number>;
  /** Events that came without a name that could not be read. */
  readonly unread: number;
}

/** What was lost, by kind, without the kinds that lost none. */
export function lostByKind({ lost, lostRecords }: SensorCounters): ReadonlyMap<string, number> {
  const all = [...Object.entries(lost), ['records', lostRecords] as const];
  return new Map(all.filter(([, count]) => count > 0));
}

/** Judges the events of a sensor one after the other, and counts. */
export class SensorObserver {
  readonly #engine: RuleEngine;
  readonly #onMatch: (match: Match, event: SensorEvent) => void | Promise<void>;
  readonly #processes = new ProcessTable();
  readonly #byRule = new Map<string, number>();
  readonly #byPriority = new Map<Match['rule']['priority'], number>();
  #waiting: Promise<void>[] = [];
  #events = 0;
  #judged = 0;
  #alerts = 0;
  #first: bigint | undefined;
  #last: bigint | undefined;

  constructor(engine: RuleEngine, onMatch: (match: Match, event: SensorEvent) => void | Promise<void>) {
    this.#engine = engine;
    this.#onMatch = onMatch;
  }

  see(event: SensorEvent): void {
    this.#events += 1;
    this.#first ??= event.time;
    // Across batches an event may come a moment late.
    if (this.#last === undefined || event.time > this.#last) this.#last = event.time;
    this.#processes.learn(event);
    const seen = toRuntimeEvent(event, this.#processes);
    if (!this.#engine.concerns(seen.source, seen.type)) return;
    this.#judged += 1;
    for (const match of this.#engine.evaluate(seen)) {
      this.#alerts += 1;
      const { name, priority } = match.rule;
      this.#byRule.set(name, (this.#byRule.get(name) ?? 0) + 1);
      this.#byPriority.set(priority, (this.#byPriority.get(priority) ?? 0) + 1);
      const done = this.#onMatch(match, event);
      if (done !== undefined) this.#waiting.push(done);
    }
  }

  /** When the alerts so far have been taken. Throws what taking them throws. */
  async settle(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const all = this.#waiting;
    this.#waiting = [];
    await Promise.all(all);
  }

  /** What was seen until now. */
  summary({ counters }: SensorState, incomplete?: SeaworthyError): SensorSummary {
    return {
      events: this.#events,
      unknownEvents: 0,
      judged: this.#judged,
      alerts: this.#alerts,
      byRule: this.#byRule,
      byPriority: this.#byPriority,
      ...defined({ first: this.#first, last: this.#last }),
      dropped: 0,
      forgotten: 0,
      lost: lostByKind(counters),
      unread: counters.unread,
      ...defined({ incomplete }),
    };
  }
}

import type { VoyageEvent } from '../../core/index.ts';

/**
 * Events as their records come, oldest first. A record that found only what the one before had found is counted there: a nightly scan is one event, not a
 * hundred.
 */
export class FoldedEvents {
  readonly #events: VoyageEvent[] = [];
  /** Where the newest event of a kind and subject stands. */
  readonly #newest = new Map<string, number>();

  get all(): readonly VoyageEvent[] {
    return this.#events;
  }

  /** The events of one record. */
  add(events: readonly VoyageEvent[], repeats = false): void {
    const [only] = events;
    if (only === undefined) return;
    const key = `${only.kind} ${only.about ?? ''}`;
    const at = this.#newest.get(key);
    const before = at === undefined ? undefined : this.#events[at];
    if (repeats && events.length === 1 && at !== undefined && before !== undefined && isAlike(before, only)) {
      const { time, record } = only;
      const count = (before.again?.count ?? 0) + 1;
      this.#events[at] = { ...before, again: { count, time, sequence: record.sequence } };
      return;
    }
    this.#events.push(...events);
    this.#newest.set(key, this.#events.length - 1);
  }
}

const isAlike = (one: VoyageEvent, other: VoyageEvent): boolean =>
  one.title === other.title && one.outcome === other.outcome;

import { type Match, type SensorEvent, SensorTouches } from '../../phases/4-run/index.ts';

/** Most containers, and most alerts of each, that are kept one by one. */
const maxContainers = 4_096;
const maxAlerts = 1_000;

/** An alert as the ledger keeps it: without its text, which may quote what should not be kept. */
export interface KeptAlert {
  readonly rule: string;
  readonly priority: string;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
}

/** What happened in one container (empty id: on the host) during a portion of a watch. */
export interface ContainerTally {
  events: number;
  alerts: number;
  /** The first of them. */
  readonly kept: KeptAlert[];
}

/** A portion of a watch: what is written to the ledger in one go. */
export class WatchPortion {
  readonly touches = new SensorTouches();
  readonly tallies = new Map<string, ContainerTally>();
  events = 0;
  alerts = 0;
  first: bigint | undefined;
  last: bigint | undefined;

  see(event: SensorEvent): void {
    this.events += 1;
    this.first ??= event.time;
    if (this.last === undefined || event.time > this.last) this.last = event.time;
    this.touches.see(event);
    const tally = this.#tally(event);
    if (tally !== undefined) tally.events += 1;
  }

  alert({ rule, alert }: Match, event: SensorEvent): void {
    this.alerts += 1;
    const tally = this.#tally(event);
    if (tally === undefined) return;
    tally.alerts += 1;
    if (tally.kept.length < maxAlerts) tally.kept.push({ rule: rule.name, priority: rule.priority, time: alert.time });
  }

  /** Whether it covers as much time, in milliseconds. */
  covers(milliseconds: number): boolean {
    return this.first !== undefined && (this.last ?? 0n) - this.first >= BigInt(milliseconds) * 1_000_000n;
  }

  #tally({ container }: SensorEvent): ContainerTally | undefined {
    const id = container?.id ?? '';
    let tally = this.tallies.get(id);
    if (tally === undefined && this.tallies.size < maxContainers) {
      tally = { events: 0, alerts: 0, kept: [] };
      this.tallies.set(id, tally);
    }
    return tally;
  }
}

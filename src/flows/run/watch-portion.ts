import { FindingTally, type Match, type SensorEvent, SensorTouches } from '../../phases/4-run/index.ts';

/** Most containers whose events are counted one by one. */
const maxContainers = 4_096;

/** A portion of a watch: what is written to the ledger in one go. */
export class WatchPortion {
  readonly touches = new SensorTouches();
  readonly findings = new FindingTally();
  /** Events by container; an empty id stands for the host. */
  readonly #byContainer = new Map<string, number>();
  events = 0;
  alerts = 0;
  first: bigint | undefined;
  last: bigint | undefined;

  see(event: SensorEvent): void {
    this.events += 1;
    this.first ??= event.time;
    if (this.last === undefined || event.time > this.last) this.last = event.time;
    this.touches.see(event);
    const id = event.container?.id ?? '';
    const before = this.#byContainer.get(id);
    if (before !== undefined || this.#byContainer.size < maxContainers) this.#byContainer.set(id, (before ?? 0) + 1);
  }

  alert(match: Match, event: SensorEvent): void {
    this.alerts += 1;
    this.findings.see(match, event.container?.id ?? '');
  }

  /** Containers of which there were events; an empty id stands for the host. */
  get containers(): readonly string[] {
    return [...this.#byContainer.keys()];
  }

  eventsIn(containers: ReadonlySet<string>): number {
    return [...containers].reduce((sum, id) => sum + (this.#byContainer.get(id) ?? 0), 0);
  }

  /** Whether it covers as much time, in milliseconds. */
  covers(milliseconds: number): boolean {
    return this.first !== undefined && (this.last ?? 0n) - this.first >= BigInt(milliseconds) * 1_000_000n;
  }
}

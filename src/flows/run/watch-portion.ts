import { FindingTally, type Match, TouchedFiles } from '../../phases/4-run/index.ts';

/** Most containers whose events are counted one by one. */
const maxContainers = 4_096;

/** A portion of a watch: what is written to the ledger in one go. */
export class WatchPortion {
  /** Not of the host: its files are of no image, and a machine opens any number of them. */
  readonly touched = new TouchedFiles({ hostToo: false });
  readonly findings = new FindingTally();
  /** Events by container; an empty id stands for the host. */
  readonly #byContainer = new Map<string, number>();
  events = 0;
  alerts = 0;
  first: bigint | undefined;
  last: bigint | undefined;

  see(container: string, time: bigint): void {
    this.events += 1;
    this.first ??= time;
    if (this.last === undefined || time > this.last) this.last = time;
    const before = this.#byContainer.get(container);
    if (before !== undefined || this.#byContainer.size < maxContainers)
      this.#byContainer.set(container, (before ?? 0) + 1);
  }

  alert(match: Match, container: string): void {
    this.alerts += 1;
    this.findings.see(match, container);
  }

  /** Code that was mapped counts as something that happened: of a container that was there before it may be all. */
  mapped(container: string, path: string, time: bigint): void {
    this.see(container, time);
    this.touched.mapped(container, path, time);
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

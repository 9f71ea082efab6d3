import { setTimeout as sleep } from 'node:timers/promises';
import { count, whatAndWhy } from '../../core/index.ts';
import { type NewRecord, type PreparedRecord, prepareRecord } from '../../foundations/ledger/index.ts';
import type { Evidenced } from '../ledger/record-evidence.ts';
import { producerOf } from '../ledger/record-scan.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import type { Kept } from '../ship/index.ts';

/** What is waiting to be written: records, and bytes of them. What comes beyond is dropped. */
export interface KeeperBounds {
  readonly records: number;
  readonly bytes: number;
  /** Milliseconds between tries while the ledger cannot be written, at first and at most. */
  readonly retry: readonly [first: number, most: number];
  /** Milliseconds for what is left when the program ends. */
  readonly patience: number;
}

const standard: KeeperBounds = { records: 10_000, bytes: 16 * 1024 * 1024, retry: [50, 1_000], patience: 5_000 };
/** Records written in one go: each go waits for the disk. */
const batch = 250;
/** Milliseconds between two warnings of one kind. */
const tellEvery = 60_000;

/**
 * Writes the decisions of a server into the ledger, after their answers and without being waited for, all that came up at the same moment in one go. A ledger
 * that is locked or a disk that is full takes no answer from anybody: decisions wait, so many at most; beyond that they are dropped, counted and told.
 */
export class DecisionKeeper {
  readonly #session: Session;
  readonly #tell: (message: string) => void;
  readonly #bounds: KeeperBounds;
  #waiting: PreparedRecord[] = [];
  #bytes = 0;
  #kept = 0;
  #dropped = 0;
  #writing: Promise<void> | undefined;
  #ends = Number.POSITIVE_INFINITY;
  #told = Number.NEGATIVE_INFINITY;
  #toldDropped = 0;

  constructor(session: Session, tell: (message: string) => void, bounds: KeeperBounds = standard) {
    this.#session = session;
    this.#tell = tell;
    this.#bounds = bounds;
  }

  get counts(): { readonly kept: number; readonly waiting: number; readonly dropped: number } {
    return { kept: this.#kept, waiting: this.#waiting.length, dropped: this.#dropped };
  }

  add(evidence: Evidenced): void {
    if (!this.#session.records) return;
    const why = this.#take(evidence);
    if (why !== undefined) this.#drop(1, why);
  }

  /** Puts a decision at the end of the queue, as text; why not, where that cannot be. */
  #take(evidence: Evidenced): string | undefined {
    if (this.#waiting.length >= this.#bounds.records) return tooMany;
    let record: PreparedRecord;
    try {
      record = prepareRecord(recordOf(evidence, this.#session.settings));
    } catch (error) {
      return whatAndWhy(error);
    }
    const { payloadBytes } = record.header;
    if (this.#bytes + payloadBytes > this.#bounds.bytes) return tooMany;
    this.#waiting.push(record);
    this.#bytes += payloadBytes;
    this.#writing ??= this.#write();
    return undefined;
  }

  /** Until everything is written, or given up. */
  async settled(): Promise<void> {
    this.#ends = performance.now() + this.#bounds.patience;
    await this.#writing;
    if (this.#dropped > this.#toldDropped) this.#say('the program ends');
  }

  async #write(): Promise<void> {
    const [first, most] = this.#bounds.retry;
    let wait = first;
    while (this.#waiting.length > 0) {
      // What comes up in this moment goes with it.
      await new Promise((resolve) => setImmediate(resolve));
      const why = await this.#append(this.#waiting.slice(0, batch));
      if (why === undefined) wait = first;
      else if (performance.now() + wait > this.#ends) this.#giveUp(why);
      else {
        this.#tellOf(`decisions are not recorded for now: ${why}`);
        await sleep(wait);
        wait = Math.min(most, wait * 2);
      }
    }
    this.#writing = undefined;
  }

  /** Writes records from the front of the queue. Why not, where that failed: they are as they should be, so the ledger is to blame, and they may be tried again. */
  async #append(records: readonly PreparedRecord[]): Promise<string | undefined> {
    try {
      const ledger = await this.#session.ledger();
      await ledger.appendAll(records);
    } catch (error) {
      return whatAndWhy(error);
    }
    this.#forget(records);
    this.#kept += records.length;
    return undefined;
  }

  #forget(records: readonly PreparedRecord[]): void {
    this.#waiting.splice(0, records.length);
    for (const { header } of records) this.#bytes -= header.payloadBytes;
  }

  #giveUp(why: string): void {
    const left = this.#waiting.length;
    this.#forget([...this.#waiting]);
    this.#drop(left, why);
  }

  #drop(count: number, why: string): void {
    this.#dropped += count;
    if (performance.now() - this.#told >= tellEvery) this.#say(why);
  }

  #say(why: string): void {
    const lost = this.#dropped - this.#toldDropped;
    this.#toldDropped = this.#dropped;
    this.#told = performance.now();
    this.#tell(
      `${count(lost, 'decision was', 'decisions were')} not recorded and ${lost === 1 ? 'is' : 'are'} lost: ${why}`,
    );
  }

  #tellOf(message: string): void {
    if (performance.now() - this.#told < tellEvery) return;
    this.#told = performance.now();
    this.#tell(message);
  }
}

const tooMany = 'too many are waiting to be written';

const recordOf = (evidence: Evidenced, settings: Settings): NewRecord => ({
  ...evidence,
  time: evidence.time ?? settings.clock.now().toISOString(),
  producer: producerOf(settings),
});

/** Writes one decision now and waits for it. That it could not be kept is told and takes no decision from anybody. */
export async function recordDecision(session: Session, evidence: Evidenced): Promise<Kept> {
  if (!session.records) return {};
  try {
    const ledger = await session.ledger();
    return { record: (await ledger.append(recordOf(evidence, session.settings))).sequence };
  } catch (error) {
    return { notRecorded: whatAndWhy(error) };
  }
}

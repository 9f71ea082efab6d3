import { SeaworthyError } from '../../core/index.ts';
import type { LedgerRecord, NewRecord } from '../../foundations/ledger/index.ts';
import type { Evidenced } from '../ledger/record-evidence.ts';
import { producerOf } from '../ledger/record-scan.ts';
import type { Kept } from '../ship/index.ts';
import type { GateDesk } from './gate-desk.ts';

interface Waiting {
  readonly record: NewRecord;
  readonly done: (kept: Kept) => void;
}

/**
 * Writes decisions into the ledger, all that came up at the same moment in one go: each write waits for the disk. That one could not be kept is told and
 * takes no answer from anybody.
 */
export class DecisionKeeper {
  readonly #desk: GateDesk;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;

  constructor(desk: GateDesk) {
    this.#desk = desk;
  }

  keep(evidence: Evidenced): Promise<Kept> {
    const { settings } = this.#desk;
    if (settings.ledgerDirectory === undefined || settings.record === false) return Promise.resolve({});
    const time = evidence.time ?? settings.clock.now().toISOString();
    const record = { ...evidence, time, producer: producerOf(settings) };
    return new Promise((done) => {
      this.#waiting.push({ record, done });
      this.#writing ??= this.#write(settings.ledgerDirectory ?? '');
    });
  }

  /** Until everything is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(folder: string): Promise<void> {
    while (this.#waiting.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#append(folder, batch);
    }
    this.#writing = undefined;
  }

  async #append(folder: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const ledger = await this.#desk.ledgerToWrite(folder);
      const written: readonly LedgerRecord[] = await ledger.appendAll(batch.map(({ record }) => record));
      for (const [index, { done }] of batch.entries()) {
        const sequence = written[index]?.sequence;
        done(sequence === undefined ? {} : { record: sequence });
      }
    } catch (error) {
      // One that cannot be kept must not keep the others from it.
      if (batch.length > 1) for (const one of batch) await this.#append(folder, [one]);
      else for (const { done } of batch) done({ notRecorded: why(error) });
    }
  }
}

function why(error: unknown): string {
  if (error instanceof SeaworthyError) return `${error.message}${error.why === undefined ? '' : `: ${error.why}`}`;
  return error instanceof Error ? error.message : String(error);
}

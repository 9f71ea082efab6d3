import { type Digest, isDigest } from '../../core/index.ts';
import {
  type Ledger,
  type LedgerRecord,
  type NewMemo,
  type PreparedRecord,
  prepareRecord,
} from '../../foundations/ledger/index.ts';
import type { BareReport } from '../../records/index.ts';
import type { Settings } from '../settings.ts';
import { scanRecord } from './record-scan.ts';

/** A judgement of an inventory that the ledger holds. */
interface NewJudgement {
  readonly report: BareReport;
  /** Digest of the inventory's payload. */
  readonly inventory: Digest;
  /** What to keep beside it, or that what was kept beside the last one holds for it too; absent: nothing. */
  readonly memo?: { readonly text: string } | 'the same';
}

interface Waiting {
  readonly record: PreparedRecord;
  readonly memo: NewJudgement['memo'];
  written?: LedgerRecord;
}

/** Judgements that are written at once: to be sure of each by itself takes the disk longer than judging. */
const mostAtOnce = 256;

/** Writes judgements in the order in which they were made, some at once; nothing where the settings do not want it. */
export class JudgementWriter {
  readonly #ledger: Ledger;
  readonly #settings: Settings;
  #waiting: Waiting[] = [];
  readonly #names = new Set<string>();

  constructor(ledger: Ledger, settings: Settings) {
    this.#ledger = ledger;
    this.#settings = settings;
  }

  /** Gives back a way to its record, once it is written. */
  async add({ report, inventory, memo }: NewJudgement): Promise<() => LedgerRecord | undefined> {
    if (this.#settings.record === false) return () => undefined;
    const one: Waiting = { record: prepareRecord(scanRecord(report, inventory, 'inventory', this.#settings)), memo };
    this.#waiting.push(one);
    for (const name of one.record.header.names) this.#names.add(name);
    if (this.#waiting.length >= mostAtOnce) await this.flush();
    return () => one.written;
  }

  /** Writes what waits where it is about somebody who goes by one of these names too. */
  async flushFor(names: readonly string[]): Promise<void> {
    if (names.some((name) => !isDigest(name) && this.#names.has(name))) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#names.clear();
    const written = await this.#ledger.appendAll(waiting.map(({ record }) => record));
    const memos = waiting.flatMap((one, index): NewMemo[] => {
      const record = written[index];
      if (record === undefined) return [];
      one.written = record;
      const { subject, sequence } = record;
      if (one.memo === undefined) return [];
      return [{ subject, sequence, ...(one.memo === 'the same' ? {} : one.memo) }];
    });
    if (memos.length > 0) await this.#ledger.keepMemos(memos);
  }
}

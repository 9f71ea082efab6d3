import { statSync } from 'node:fs';
import { join } from 'node:path';
import { hasLedger, type Ledger, ledgerFile, ledgerLimits, openLedger } from '../../foundations/ledger/index.ts';

export interface KeptLedgerOptions {
  /** Milliseconds to wait for another writer; as long as ledgers do when absent. */
  readonly wait?: number;
  /** What whoever looks after the program should read. */
  readonly tell?: (message: string) => void;
}

interface Opened {
  readonly ledger: Ledger;
  /** Which file it is, on which disk; undefined where that could not be told. */
  readonly file: string | undefined;
}

/** Milliseconds for which the file is taken to be still there. */
const lookEvery = 1_000;

/**
 * The ledger of a folder, kept open. Where its file is deleted or replaced meanwhile, as people do to a ledger that has grown, what is written would go where
 * nobody finds it: that is told, and what is there now is opened, or made.
 */
export class KeptLedger {
  readonly #folder: string;
  readonly #options: KeptLedgerOptions;
  #opened: Promise<Opened> | undefined;
  #looked = Number.NEGATIVE_INFINITY;

  constructor(folder: string, options: KeptLedgerOptions = {}) {
    this.#folder = folder;
    this.#options = options;
  }

  /** The ledger, if there is one yet. Throws `E_LEDGER`. */
  async existing(): Promise<Ledger | undefined> {
    await this.#look();
    if (this.#opened === undefined && !hasLedger(this.#folder)) return undefined;
    return this.#open();
  }

  /** The ledger, made when there is none. Throws `E_LEDGER`. */
  async toWrite(): Promise<Ledger> {
    await this.#look();
    return this.#open();
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    await (await opened?.catch(() => undefined))?.ledger.close();
  }

  async #open(): Promise<Ledger> {
    const opening = this.#opened ?? this.#start();
    return (await opening).ledger;
  }

  #start(): Promise<Opened> {
    const { wait = ledgerLimits.wait } = this.#options;
    const opening = openLedger(this.#folder, { ...ledgerLimits, wait }).then((ledger) => ({
      ledger,
      file: this.#file(),
    }));
    this.#opened = opening;
    // One that could not be opened is tried again the next time.
    opening.catch(() => {
      if (this.#opened === opening) this.#opened = undefined;
    });
    return opening;
  }

  /** Closes what is open when it is no longer the file of the folder. */
  async #look(): Promise<void> {
    const opening = this.#opened;
    // Not `performance`, which is a module that a command of one look would load for it.
    const time = process.uptime() * 1_000;
    if (opening === undefined || time - this.#looked < lookEvery) return;
    this.#looked = time;
    const opened = await opening.catch(() => undefined);
    if (opened === undefined || opened.file === this.#file() || this.#opened !== opening) return;
    this.#opened = undefined;
    const now = hasLedger(this.#folder) ? 'another one is there' : 'it is gone';
    this.#options.tell?.(
      `the ledger ${join(this.#folder, ledgerFile)} was deleted or replaced while it was open: ${now}. What it held is not looked at any more; decisions go on into the one that is there, or a new one.`,
    );
    // First the old one, so that nothing of it is left beside the new one.
    await opened.ledger.close();
  }

  #file(): string | undefined {
    try {
      const { dev, ino } = statSync(join(this.#folder, ledgerFile));
      return `${dev} ${ino}`;
    } catch {
      return undefined;
    }
  }
}

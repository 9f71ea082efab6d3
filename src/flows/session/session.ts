import { defined, SeaworthyError } from '../../core/index.ts';
import type { ArchiveShelf, StoreOptions } from '../../foundations/images/index.ts';
import type { Ledger } from '../../foundations/ledger/index.ts';
import type { Http } from '../../foundations/net/index.ts';
import type { Database } from '../../phases/1-build/advisories/index.ts';
import { feedHttp, type HttpBounds, registryHttp } from '../http.ts';
import type { Settings } from '../settings.ts';
import { KeptLedger, type KeptLedgerOptions } from './kept-ledger.ts';

/** What a program that answers others needs to be careful about. */
export interface SessionOptions {
  readonly ledger?: KeptLedgerOptions;
  readonly http?: HttpBounds;
  /** Keeps archives open, for who reads several images of one; it belongs to the caller. */
  readonly shelf?: ArchiveShelf;
}

/**
 * What stays open over a piece of work, however many flows it takes: ledger, advisory database, connections. Each is opened (and loaded) when it is first asked
 * for, and all are closed together, once, by whoever opened the session.
 */
export class Session {
  readonly settings: Settings;
  readonly #options: SessionOptions;
  readonly #ledger: KeptLedger | undefined;
  #database: Promise<Database> | undefined;
  #registries: Http | undefined;
  #feeds: Http | undefined;

  constructor(settings: Settings, options: SessionOptions = {}) {
    this.settings = settings;
    this.#options = options;
    const folder = settings.ledgerDirectory;
    this.#ledger = folder === undefined ? undefined : new KeptLedger(folder, options.ledger);
  }

  /** Archives that stay open, where there are any. */
  get shelf(): ArchiveShelf | undefined {
    return this.#options.shelf;
  }

  /** Whether what is judged goes into the ledger. */
  get records(): boolean {
    return this.#ledger !== undefined && this.settings.record !== false;
  }

  /** The ledger, made when there is none. Throws `E_USAGE` when the settings name none, and `E_LEDGER`. */
  async ledger(): Promise<Ledger> {
    if (this.#ledger === undefined)
      throw new SeaworthyError('E_USAGE', 'no ledger is set', { next: 'Name its folder with `--ledger`.' });
    return this.#ledger.toWrite();
  }

  /** The ledger; undefined when the settings name none, or none is there yet. Throws `E_LEDGER`. */
  async knownLedger(): Promise<Ledger | undefined> {
    return this.#ledger?.existing();
  }

  /** The advisory database. */
  database(): Promise<Database> {
    this.#database ??= import('../../phases/1-build/advisories/index.ts').then(({ openDatabase }) =>
      openDatabase(this.settings.databaseDirectory),
    );
    return this.#database;
  }

  /** A client for registries. Under `offline` it opens no socket. */
  get registries(): Http {
    this.#registries ??= registryHttp(this.settings, this.#options.http);
    return this.#registries;
  }

  /** A client for feeds. */
  get feeds(): Http {
    this.#feeds ??= feedHttp(this.settings);
    return this.#feeds;
  }

  /** What opening images and what hangs on them takes; without a client under `offline`, so that a registry is refused before a socket is opened. */
  get storeOptions(): StoreOptions {
    const { limits, clock, credentialFiles, programPath, plainHttpHosts, offline, signal } = this.settings;
    return {
      limits,
      clock,
      credentialFiles,
      programPath,
      plainHttpHosts,
      ...defined({ signal }),
      ...(offline ? {} : { http: this.registries }),
    };
  }

  /** Closes what is open. What is asked for afterwards is opened anew. */
  async close(): Promise<void> {
    const [registries, feeds, database] = [this.#registries, this.#feeds, this.#database];
    this.#registries = undefined;
    this.#feeds = undefined;
    this.#database = undefined;
    await Promise.all([registries?.close(), feeds?.close(), this.#ledger?.close()]);
    (await database?.catch(() => undefined))?.close();
  }
}

/** The settings of a session, or those that are given. */
export const settingsOf = (given: Settings | Session): Settings => (given instanceof Session ? given.settings : given);

/**
 * Does a piece of work in the session that is given, which stays open, or in one of its own over these settings, which is closed afterwards. So every flow can be
 * called by itself, and several can share what is open.
 */
export async function inSession<T>(given: Settings | Session, work: (session: Session) => Promise<T>): Promise<T> {
  if (given instanceof Session) return work(given);
  const session = new Session(given);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { SeaworthyError } from '../../../core/index.ts';
import { genesisDigest } from '../header.ts';
import { ledgerError } from '../ledger-error.ts';
import type { LedgerLimits } from '../limits.ts';
import { applicationId, createTables, schemaVersion } from './schema.ts';

/** Name of the ledger's file in its folder. */
export const ledgerFile = 'ledger.sqlite';

/** How long SQLite itself waits for a lock, in milliseconds: it stops this thread meanwhile, so the rest of the waiting is ours. */
const blockFor = 50;

/** Result codes of SQLite (sqlite.org/rescode.html), without the extended part. */
const codes = {
  busy: 5,
  locked: 6,
  protocol: 15,
  readonly: 8,
  ioerr: 10,
  corrupt: 11,
  full: 13,
  cantopen: 14,
  notadb: 26,
};

function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}

const isBusy = (error: unknown): boolean => {
  const code = sqliteCode(error);
  // In WAL mode many writers starting at once may also meet "locking protocol": SQLite asks to try again (sqlite.org/rescode.html#protocol).
  return code === codes.busy || code === codes.locked || code === codes.protocol;
};

/** One connection to the file of a ledger. */
export interface Connection {
  readonly file: string;
  readonly limits: LedgerLimits;
  readonly database: DatabaseSync;
  /** A statement, prepared once. */
  prepare(sql: string): StatementSync;
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  one<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  iterate<Row>(sql: string, ...values: SQLInputValue[]): Iterable<Row>;
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Runs `work` as the only writer, waiting for others; all of it is kept or nothing. `work` must not wait for anything. */
  write<T>(work: () => T): Promise<T>;
  /** Runs `work` and says what went wrong in our words. */
  guard<T>(work: () => T): T;
  close(): void;
}

/** What went wrong, as an error of ours. */
export function asLedgerError(file: string, error: unknown): SeaworthyError {
  if (error instanceof SeaworthyError) return error;
  const why = error instanceof Error ? error.message : String(error);
  switch (sqliteCode(error)) {
    case codes.busy:
    case codes.locked:
      return ledgerError(file, 'another program has been writing to it for too long', 'Try again.', error);
    case codes.full:
      return ledgerError(
        file,
        why,
        'Free space on the disk, or remove old records with `seaworthy ledger prune`.',
        error,
      );
    case codes.cantopen:
    case codes.readonly:
    case codes.ioerr:
      return ledgerError(
        file,
        why,
        'Check the folder, its permissions and the disk, or choose another with `--ledger`.',
        error,
      );
    default:
      return ledgerError(file, why, undefined, error);
  }
}

/** Runs `work` again while another program holds the file, for as long as the limits allow. */
async function patiently<T>(file: string, wait: number, work: () => T): Promise<T> {
  const until = performance.now() + wait;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw asLedgerError(file, error);
    }
    // Not all at the same moment.
    await sleep(1 + Math.random() * 20);
  }
}

/** Opens the file in a folder; both are made when absent, for the user's eyes only. Throws `E_LEDGER`. */
export async function connect(directory: string, limits: LedgerLimits): Promise<Connection> {
  const file = join(directory, ledgerFile);
  const database = await patiently(file, limits.wait, () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const opened = new DatabaseSync(file, { timeout: blockFor });
    try {
      prepareFile(opened, limits);
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  });
  return connectionOver(database, file, limits);
}

function prepareFile(database: DatabaseSync, limits: LedgerLimits): void {
  // A record that was accepted must outlast a loss of power: FULL.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec('PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;');
  const pageSize = Number(database.prepare('PRAGMA page_size').get()?.page_size);
  database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(limits.fileBytes / pageSize))}`);
  if (versionOf(database) === 0) {
    database.exec('BEGIN IMMEDIATE');
    // Another program may have been quicker.
    if (versionOf(database) === 0) {
      const ledger = randomUUID();
      database.exec(
        `${createTables} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion};`,
      );
      database.prepare('INSERT INTO head VALUES (1, ?, 0, ?)').run(ledger, genesisDigest(ledger));
    }
    database.exec('COMMIT');
  }
  const version = versionOf(database);
  if (version === schemaVersion) return;
  throw new Error(
    version === -1
      ? 'the file is a database of another program'
      : `it was written by another version of Seaworthy (${version})`,
  );
}

/** The version of the tables; 0 in a new file, -1 when the file is not ours. */
function versionOf(database: DatabaseSync): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  const application = Number(database.prepare('PRAGMA application_id').get()?.application_id);
  const isEmpty =
    version === 0 &&
    application === 0 &&
    Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n) === 0;
  if (isEmpty) return 0;
  return application === applicationId ? version : -1;
}

function connectionOver(database: DatabaseSync, file: string, limits: LedgerLimits): Connection {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    file,
    limits,
    database,
    prepare,
    all: <Row>(sql: string, ...values: SQLInputValue[]) => prepare(sql).all(...values) as unknown as Row[],
    one: <Row>(sql: string, ...values: SQLInputValue[]) => prepare(sql).get(...values) as unknown as Row | undefined,
    iterate: <Row>(sql: string, ...values: SQLInputValue[]) =>
      // Not a kept statement: two loops over the same one would disturb each other.
      database.prepare(sql).iterate(...values) as unknown as Iterable<Row>,
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
    write: (work) =>
      patiently(file, limits.wait, () => {
        database.exec('BEGIN IMMEDIATE');
        try {
          const result = work();
          database.exec('COMMIT');
          return result;
        } catch (error) {
          if (database.isTransaction) database.exec('ROLLBACK');
          throw error;
        }
      }),
    guard(work) {
      try {
        return work();
      } catch (error) {
        throw asLedgerError(file, error);
      }
    },
    close: () => database.close(),
  };
}

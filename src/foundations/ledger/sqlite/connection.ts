import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { SeaworthyError, whyOf } from '../../../core/index.ts';
import { makeFolder } from '../../formats/index.ts';
import { genesisDigest } from '../header.ts';
import { ledgerError } from '../ledger-error.ts';
import type { LedgerLimits } from '../limits.ts';
import { keepPrivate } from './keep-private.ts';
import { applicationId, schemaSteps, schemaVersion, viewsOverOlder } from './schema.ts';

/** Name of the ledger's file in its folder. */
export const ledgerFile = 'ledger.sqlite';

/** How long SQLite itself waits for a lock, in milliseconds: it stops this thread meanwhile, so the rest of the waiting is ours. */
const blockFor = 50;

/** Result codes of SQLite (sqlite.org/rescode.html), without the extended part. */
const codes = {
  perm: 3,
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

const checkFolder = 'Check the folder, its permissions and the space on the disk, or choose another with `--ledger`.';

/** What went wrong, as an error of ours. */
export function asLedgerError(file: string, error: unknown): SeaworthyError {
  if (error instanceof SeaworthyError) return error;
  const why = whyOf(error);
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
      return ledgerError(file, why, checkFolder, error);
    default:
      return ledgerError(file, why, isUnwritable(error) ? checkFolder : undefined, error);
  }
}

const unwritableCodes: ReadonlySet<number | undefined> = new Set([
  codes.perm,
  codes.readonly,
  codes.ioerr,
  codes.full,
  codes.cantopen,
]);

/** Whether the file may still be read. */
function isUnwritable(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && ['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'EDQUOT'].includes(code)) return true;
  return unwritableCodes.has(sqliteCode(error));
}

function readOnlyError(file: string, cause: unknown): SeaworthyError {
  const why = whyOf(cause);
  return ledgerError(file, `it can be read here, but not be written to: ${why}`, checkFolder, cause);
}

/** Runs `work` again while another program holds the file, for as long as the limits allow. */
async function patiently<T>(file: string, wait: number, work: () => T): Promise<T> {
  let until: number | undefined;
  for (;;) {
    try {
      return work();
    } catch (error) {
      // The clock is loaded when there is something to wait for.
      until ??= performance.now() + wait;
      if (!isBusy(error) || performance.now() > until) throw asLedgerError(file, error);
    }
    // Not all at the same moment.
    await sleep(1 + Math.random() * 20);
  }
}

/**
 * Opens the file in a folder; both are made when absent, for the user's eyes only. Where it is there and cannot be written to (a file system that is
 * read-only or full, a file of somebody else's), it is opened for reading, and writing says why. Throws `E_LEDGER`.
 */
export async function connect(directory: string, limits: LedgerLimits): Promise<Connection> {
  const file = join(directory, ledgerFile);
  const { database, unwritable } = await patiently(file, limits.wait, () => {
    try {
      return { database: openToWrite(directory, file, limits), unwritable: undefined };
    } catch (error) {
      if (!isUnwritable(error) || !existsSync(file)) throw error;
      return { database: openToRead(file), unwritable: error };
    }
  });
  return connectionOver(database, file, limits, unwritable);
}

function openToWrite(directory: string, file: string, limits: LedgerLimits): DatabaseSync {
  makeFolder(directory, 0o700);
  // SQLite would make it readable by all; its companions take the mode of the file.
  closeSync(openSync(file, 'a', 0o600));
  keepPrivate(directory, file);
  const opened = new DatabaseSync(file, { timeout: blockFor });
  try {
    prepareFile(opened, limits);
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

/**
 * Opens a file that cannot be written to. SQLite needs a companion for its write-ahead log even to read; where it cannot be made and no records lie in
 * the log, the file is read as it is.
 */
function openToRead(file: string): DatabaseSync {
  const asItIs = pathToFileURL(file);
  asItIs.searchParams.set('immutable', '1');
  const hasLog = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
  const ways = [file, ...(hasLog ? [] : [asItIs])];
  let failure: unknown;
  for (const way of ways) {
    let opened: DatabaseSync | undefined;
    try {
      opened = new DatabaseSync(way, { timeout: blockFor, readOnly: true });
      opened.exec('PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;');
      const version = versionOf(opened);
      const views = viewsOverOlder.get(version);
      if (views === undefined) checkVersion(version);
      else opened.exec(`PRAGMA temp_store = MEMORY; ${views}`);
      return opened;
    } catch (error) {
      opened?.close();
      failure = error;
    }
  }
  throw failure;
}

function prepareFile(database: DatabaseSync, limits: LedgerLimits): void {
  // A record that was accepted must outlast a loss of power: FULL.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec('PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;');
  const pageSize = Number(database.prepare('PRAGMA page_size').get()?.page_size);
  database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(limits.fileBytes / pageSize))}`);
  if (isOlder(versionOf(database))) {
    database.exec('BEGIN IMMEDIATE');
    // Another program may have been quicker.
    const version = versionOf(database);
    if (isOlder(version)) raiseTables(database, version);
    database.exec('COMMIT');
  }
  checkVersion(versionOf(database));
}

const isOlder = (version: number): boolean => version >= 0 && version < schemaVersion;

/** Brings the tables to the version of today, from nothing or from an older version. No record is touched. */
function raiseTables(database: DatabaseSync, version: number): void {
  const steps = schemaSteps.slice(version).join('');
  database.exec(`${steps} PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion};`);
  const ledger = randomUUID();
  if (version === 0)
    database
      .prepare('INSERT INTO head (one, ledger, sequence, digest) VALUES (1, ?, 0, ?)')
      .run(ledger, genesisDigest(ledger));
  database.prepare('UPDATE head SET origin = ? WHERE origin IS NULL').run(version === 0 ? ledger : randomUUID());
}

function checkVersion(version: number): void {
  if (version === schemaVersion) return;
  if (version === 0) throw new Error('there is nothing in the file');
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

function connectionOver(database: DatabaseSync, file: string, limits: LedgerLimits, unwritable: unknown): Connection {
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
        if (unwritable !== undefined) throw readOnlyError(file, unwritable);
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

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import { PreparedRecord, prepareRecord } from '../header.ts';
import type { Ledger, PageQuery } from '../ledger.ts';
import { type LedgerLimits, ledgerLimits } from '../limits.ts';
import { pruneKind } from '../prune-policy.ts';
import type { FullRecord, LedgerRecord, NewRecord } from '../record.ts';
import { chainRecords, packPayload, readHead } from './append.ts';
import { checkLedger, checkNew } from './check.ts';
import { asLedgerError, type Connection, connect, ledgerFile } from './connection.ts';
import { readMemo, writeMemos } from './memos.ts';
import { pruneLedger } from './prune.ts';
import { countRecords, fullRecord, getRecord, latestRecord, linkedRecord, listRecords, newestRows } from './read.ts';
import { listKeys, listSubjects, namesSaid, subjectByKey } from './subjects.ts';
import { exportLines, importInto } from './transfer.ts';

/** Whether a folder holds a ledger. */
export function hasLedger(directory: string): boolean {
  return existsSync(join(directory, ledgerFile));
}

/**
 * Opens the ledger in a folder; both are made when absent. Several programs may have it open and write at once. Throws `E_LEDGER` when it cannot be
 * opened.
 */
export async function openLedger(directory: string, limits: LedgerLimits = ledgerLimits): Promise<Ledger> {
  const connection = await connect(directory, limits);
  const open = (): Promise<Connection> => connect(directory, limits);
  const appendAll = async (records: readonly (NewRecord | PreparedRecord)[]): Promise<readonly LedgerRecord[]> => {
    const prepared = records.map((one) => (one instanceof PreparedRecord ? one : prepareRecord(one, limits)));
    if (prepared.some(({ header }) => header.kind === pruneKind))
      throw new SeaworthyError('E_FORMAT', 'only a ledger itself says that it was pruned');
    const packed = connection.guard(() => prepared.map((one) => packPayload(connection, one)));
    return connection.write(() => chainRecords(connection, prepared, packed));
  };
  const read = async <T>(work: () => T): Promise<T> => connection.guard(work);
  /** Work that lets others run meanwhile has a connection of its own, so that they are not caught in its transaction. */
  const apart = async <T>(work: (own: Connection) => Promise<T>): Promise<T> => {
    const own = await open();
    try {
      return await work(own);
    } catch (error) {
      throw asLedgerError(own.file, error);
    } finally {
      own.close();
    }
  };
  return {
    async append(record) {
      const [written] = await appendAll([record]);
      if (written === undefined) throw new Error('no record was written');
      return written;
    },
    appendAll,
    list: (query = {}) => read(() => listRecords(connection, query)),
    each: (query = {}) => eachRecord(connection, query),
    count: (query = {}) => read(() => countRecords(connection, query)),
    get: (reference) => read(() => getRecord(connection, reference)),
    getLinked: (sequence) => read(() => linkedRecord(connection, sequence)),
    latest: (subject, kind) => read(() => latestRecord(connection, subject, kind)),
    memo: (subject) => read(() => readMemo(connection, subject)),
    keepMemos: (memos) => writeMemos(connection, memos),
    subjects: (text, limit = 100) => read(() => listSubjects(connection, text, limit)),
    namesSaid: (kind, most = 1_000_000) => read(() => namesSaid(connection, kind, most)),
    keys: (text, limit = 100) => read(() => listKeys(connection, text, limit)),
    subject: (key) => read(() => subjectByKey(connection, key)),
    checkpoint: () => read(() => readHead(connection)),
    verify: (options = {}) => apart((own) => checkLedger(own, options)),
    verifyNew: (options) => apart((own) => checkNew(own, options)),
    export: (query = {}) => exportLines(open, query),
    importLines: (lines) => apart((own) => importInto(own, lines)),
    prune: (policy) => pruneLedger(connection, policy),
    close: async () => connection.close(),
  };
}

/** Reads headers by the page and payloads one by one: others may read and write between two of them. */
async function* eachRecord(connection: Connection, query: PageQuery): AsyncGenerator<FullRecord> {
  let left = query.limit ?? Number.POSITIVE_INFINITY;
  let before = query.before;
  while (left > 0) {
    const size = Math.min(left, connection.limits.page);
    const page = before === undefined ? query : { ...query, before };
    const rows = connection.guard(() => newestRows(connection, page, size));
    for (const row of rows) yield connection.guard(() => fullRecord(connection, row));
    if (rows.length < size) return;
    left -= rows.length;
    before = rows.at(-1)?.sequence;
  }
}

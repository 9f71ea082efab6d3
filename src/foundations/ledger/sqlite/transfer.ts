import { SeaworthyError } from '../../../core/index.ts';
import { canonicalJson } from '../../formats/index.ts';
import type { RecordQuery } from '../ledger.ts';
import { chainError } from '../ledger-error.ts';
import { verifyLines, writeLines } from '../lines.ts';
import type { FullRecord } from '../record.ts';
import { insertPayload, insertRow, readHead, writeHead } from './append.ts';
import { asLedgerError, type Connection } from './connection.ts';
import { encodePayload } from './payload-body.ts';
import { columns, conditions, fullRecord } from './read.ts';
import type { RecordRow } from './row.ts';

function* recordsOf(connection: Connection, query: RecordQuery): Generator<FullRecord> {
  const { where, values } = conditions(query);
  const sql = `SELECT ${columns} FROM records r ${where} ORDER BY r.sequence`;
  for (const row of connection.iterate<RecordRow>(sql, ...values)) yield fullRecord(connection, row);
}

/** The lines of an export, from one state of the ledger. `open` gives a connection of its own, closed when the last line was taken or nobody wants more. */
export async function* exportLines(open: () => Promise<Connection>, query: RecordQuery): AsyncGenerator<string> {
  const connection = await open();
  try {
    connection.database.exec('BEGIN');
    yield* writeLines(readHead(connection), query, recordsOf(connection, query));
  } catch (error) {
    throw asLedgerError(connection.file, error);
  } finally {
    connection.close();
  }
}

/**
 * Writes an export into an empty ledger, which thereby takes the name of the other. Reading and writing take turns in one transaction, so the
 * connection must be its own. Throws `E_USAGE` when the ledger is not empty or the export is a choice of records, `E_LEDGER_CHAIN` when it does not check.
 */
export async function importInto(
  connection: Connection,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  const { database, file } = connection;
  try {
    database.exec('BEGIN IMMEDIATE');
    if (readHead(connection).sequence !== 0) {
      throw new SeaworthyError('E_USAGE', 'only an empty ledger can take over an export', { where: file });
    }
    const checked = await verifyLines(lines, { onRecord: (record) => insertRecord(connection, record) });
    if (!checked.ok) throw chainError('the export', checked.problems);
    if (!checked.isWhole || checked.end === undefined) {
      throw new SeaworthyError('E_USAGE', 'the export holds a choice of records: only a whole one can be taken over');
    }
    writeHead(connection, checked.end);
    database.exec('COMMIT');
    return checked.checked;
  } catch (error) {
    throw asLedgerError(file, error);
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

function insertRecord(connection: Connection, { payload, ...record }: FullRecord): void {
  insertPayload(connection, encodePayload(record.payloadDigest, canonicalJson(payload)));
  insertRow(connection, record);
}

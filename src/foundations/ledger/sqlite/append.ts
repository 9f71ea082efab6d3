import type { Digest } from '../../../core/index.ts';
import { headerDigest, type PreparedRecord } from '../header.ts';
import { chainError, ledgerError } from '../ledger-error.ts';
import type { Checkpoint, LedgerRecord } from '../record.ts';
import type { Connection } from './connection.ts';
import { encodePayload, type PayloadRow } from './payload-body.ts';
import { recordColumns, rowOf } from './row.ts';

/** The end of the chain. Throws `E_LEDGER` when the row is gone. */
export function readHead(connection: Connection): Checkpoint {
  const head = connection.one<Checkpoint>('SELECT ledger, sequence, digest FROM head WHERE one = 1');
  if (head === undefined) throw ledgerError(connection.file, 'it has no head');
  return { ledger: head.ledger, sequence: head.sequence, digest: head.digest };
}

const hasPayload = 'SELECT 1 FROM payloads WHERE digest = ?';

/** The id by which records say that they were written here. Throws `E_LEDGER` when it is gone. */
function readOrigin(connection: Connection): string {
  const origin = connection.one<{ origin: string | null }>('SELECT origin FROM head WHERE one = 1')?.origin;
  if (typeof origin !== 'string' || origin === '') throw ledgerError(connection.file, 'it does not say who it is');
  return origin;
}

/** The payload ready to be stored; undefined when the ledger has it. Compressing takes time: done before others are kept waiting. */
export function packPayload(connection: Connection, { header, payload }: PreparedRecord): PayloadRow | undefined {
  if (connection.one(hasPayload, header.payloadDigest) !== undefined) return undefined;
  return encodePayload(header.payloadDigest, payload);
}

const insertSql = `INSERT INTO records (${recordColumns.join(', ')}) VALUES (${recordColumns.map(() => '?').join(', ')})`;

export function insertRow(connection: Connection, record: LedgerRecord): void {
  const row = rowOf(record);
  connection.run(insertSql, ...recordColumns.map((column) => row[column]));
  if (record.names.length === 0) return;
  const pairs = record.names.map(() => '(?, ?)').join(', ');
  connection.run(`INSERT INTO names VALUES ${pairs}`, ...record.names.flatMap((name) => [record.sequence, name]));
}

export function insertPayload(connection: Connection, { digest, encoding, stored, body }: PayloadRow): void {
  connection.run('INSERT OR IGNORE INTO payloads VALUES (?, ?, ?, ?)', digest, encoding, stored, body);
}

export function writeHead(connection: Connection, { ledger, sequence, digest }: Checkpoint): void {
  connection.run('UPDATE head SET ledger = ?, sequence = ?, digest = ? WHERE one = 1', ledger, sequence, digest);
}

/**
 * Chains records to the end. Within a transaction. Throws `E_LEDGER_CHAIN` when the head is not the last record: what follows a broken end would prove
 * nothing. A prune has checked that itself and may have removed the last record (`after-prune`).
 */
export function chainRecords(
  connection: Connection,
  records: readonly PreparedRecord[],
  packed: readonly (PayloadRow | undefined)[],
  when?: 'after-prune',
): LedgerRecord[] {
  let head = readHead(connection);
  if (when !== 'after-prune') requireEnd(connection, head);
  const origin = readOrigin(connection);
  const written = records.map((prepared, index): LedgerRecord => {
    const header = { ...prepared.header, origin, sequence: head.sequence + 1, previous: head.digest };
    const digest: Digest = headerDigest(header);
    const record = { ...header, digest };
    // It may have been pruned since we looked.
    const payload = packed[index] ?? packPayload(connection, prepared);
    if (payload !== undefined) insertPayload(connection, payload);
    insertRow(connection, record);
    head = { ledger: head.ledger, sequence: record.sequence, digest };
    return record;
  });
  writeHead(connection, head);
  return written;
}

function requireEnd(connection: Connection, head: Checkpoint): void {
  const last = connection.one<{ sequence: number; digest: string }>(
    'SELECT sequence, digest FROM records ORDER BY sequence DESC LIMIT 1',
  );
  if ((last?.sequence ?? 0) === head.sequence && (last === undefined || last.digest === head.digest)) return;
  const message = `the head names record ${head.sequence}, the last one is ${last?.sequence ?? 0}`;
  throw chainError(connection.file, [{ kind: 'head', message }]);
}

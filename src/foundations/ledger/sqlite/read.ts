import { SeaworthyError, whyOf } from '../../../core/index.ts';
import { headerDigest } from '../header.ts';
import type { PageQuery, RecordPage, RecordQuery } from '../ledger.ts';
import { chainError } from '../ledger-error.ts';
import type { FullRecord, LedgerRecord } from '../record.ts';
import type { Connection } from './connection.ts';
import { decodePayload, type PayloadRow } from './payload-body.ts';
import { type RecordRow, recordColumns, recordOf } from './row.ts';

export const columns = recordColumns.map((column) => `r.${column}`).join(', ');

/** Conditions of a query in SQL, with their values. */
export function conditions(query: PageQuery): { readonly where: string; readonly values: (string | number)[] } {
  const parts: [string, ...(string | number)[]][] = [];
  if (typeof query.subject === 'string') parts.push(['r.subject = ?', query.subject]);
  else if (query.subject !== undefined)
    parts.push([`r.subject IN (${query.subject.map(() => '?').join(', ')})`, ...query.subject]);
  if (query.name !== undefined) {
    // Every record of the subjects that were ever seen under the name, not only those that say the name.
    const named = 'SELECT s.subject FROM names n JOIN records s ON s.sequence = n.sequence WHERE n.name = ?';
    parts.push([`r.subject IN (${named})`, query.name]);
  }
  if (query.says !== undefined)
    parts.push(['r.sequence IN (SELECT n.sequence FROM names n WHERE n.name = ?)', query.says]);
  if (query.concerning !== undefined) {
    const { sql, values } = concerning(query.concerning);
    parts.push([`r.sequence IN (${sql})`, ...values]);
  }
  // Of few subjects the index of subjects knows the kinds; left to choose, SQLite takes that of kinds, in which half of all records may be.
  const plain = Array.isArray(query.subject) ? '+' : '';
  if (query.kinds !== undefined)
    parts.push([`${plain}r.kind IN (${query.kinds.map(() => '?').join(', ')})`, ...query.kinds]);
  if (query.since !== undefined) parts.push(['r.time >= ?', query.since]);
  if (query.until !== undefined) parts.push(['r.time < ?', query.until]);
  if (query.before !== undefined) parts.push(['r.sequence < ?', query.before]);
  if (query.latest === true) {
    parts.push([
      'NOT EXISTS (SELECT 1 FROM records x WHERE x.subject = r.subject AND x.kind = r.kind AND x.sequence > r.sequence)',
    ]);
  }
  const where = parts.length === 0 ? '' : `WHERE ${parts.map(([sql]) => sql).join(' AND ')}`;
  return { where, values: parts.flatMap(([, ...values]) => values) };
}

interface Sql {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** The sequences of records of some subjects, and of those that say some names; of each at most the newest where there is an `end`. */
function concerning({ subjects, names }: NonNullable<RecordQuery['concerning']>, end?: Sql): Sql {
  const { sql: ending, values: ends } = end ?? { sql: '', values: [] };
  const own = `SELECT sequence FROM (SELECT sequence FROM records WHERE subject IN (${subjects.map(() => '?').join(', ')}) ${ending})`;
  // One by one: of one name alone the index knows the order.
  const said = names.map(() => `SELECT sequence FROM (SELECT sequence FROM names WHERE name = ? ${ending})`);
  return {
    sql: [own, ...said].join(' UNION '),
    values: [...subjects, ...ends, ...names.flatMap((name) => [name, ...ends])],
  };
}

/**
 * The same records for a page that asks for nothing else: by indexes alone, and no more of them than the page holds, since an image may be in half of all
 * records.
 */
function pageOf(query: PageQuery, limit: number): ReturnType<typeof conditions> {
  const { concerning: asked, before = Number.MAX_SAFE_INTEGER, limit: _, ...others } = query;
  if (asked === undefined || !isWhole(others)) return conditions(query);
  const { sql, values } = concerning(asked, {
    sql: 'AND sequence < ? ORDER BY sequence DESC LIMIT ?',
    values: [before, limit],
  });
  return { where: `WHERE r.sequence IN (${sql})`, values: [...values] };
}

/** The record in a row, when it is what its digest says. Throws `E_LEDGER_CHAIN`. */
export function soundRecord(connection: Connection, row: RecordRow): LedgerRecord {
  let why = 'the record is not what its digest says';
  try {
    const record = recordOf(row);
    if (headerDigest(record) === record.digest) return record;
  } catch (error) {
    why = whyOf(error);
  }
  throw chainError(connection.file, [
    { kind: 'altered', sequence: row.sequence, message: `record ${row.sequence}: ${why}` },
  ]);
}

/** The record in a row with its payload, both checked. Throws `E_LEDGER_CHAIN`. */
export function fullRecord(connection: Connection, row: RecordRow): FullRecord {
  const record = soundRecord(connection, row);
  const payload = connection.one<PayloadRow>('SELECT * FROM payloads WHERE digest = ?', record.payloadDigest);
  let why = 'its payload is gone';
  try {
    if (payload !== undefined) return { ...record, payload: JSON.parse(decodePayload(payload, record.payloadBytes)) };
  } catch (error) {
    why = whyOf(error);
  }
  throw chainError(connection.file, [
    { kind: 'altered', sequence: row.sequence, message: `record ${row.sequence}: ${why}` },
  ]);
}

/** Rows of a query, newest first. */
export function newestRows(connection: Connection, query: PageQuery, limit: number): readonly RecordRow[] {
  const { where, values } = pageOf(query, limit);
  const sql = `SELECT ${columns} FROM records r ${where} ORDER BY r.sequence DESC LIMIT ?`;
  return connection.all<RecordRow>(sql, ...values, limit);
}

export function listRecords(connection: Connection, query: PageQuery): RecordPage {
  const limit = Math.min(Math.max(1, Math.trunc(query.limit ?? 100)), connection.limits.page);
  const rows = newestRows(connection, query, limit + 1);
  const records = rows.slice(0, limit).map((row) => soundRecord(connection, row));
  const last = records.at(-1);
  return { records, ...(rows.length > limit && last !== undefined ? { next: last.sequence } : {}) };
}

export function countRecords(connection: Connection, query: RecordQuery): number {
  const { concerning: asked, ...others } = query;
  if (asked !== undefined && isWhole(others)) {
    const { sql, values } = concerning(asked);
    return Number(connection.one<{ n: number }>(`SELECT count(*) AS n FROM (${sql})`, ...values)?.n);
  }
  const { where, values } = conditions(query);
  return Number(connection.one<{ n: number }>(`SELECT count(*) AS n FROM records r ${where}`, ...values)?.n);
}

const digestPart = /^(?:sha256:)?([0-9a-f]{6,64})$/;

export function getRecord(connection: Connection, reference: number | string): FullRecord | undefined {
  const rows = findRows(connection, reference);
  if (rows.length > 1) {
    throw new SeaworthyError('E_USAGE', `several records begin with ${reference}`, { next: 'Give more digits.' });
  }
  return rows[0] === undefined ? undefined : fullRecord(connection, rows[0]);
}

function findRows(connection: Connection, reference: number | string): RecordRow[] {
  if (typeof reference === 'number') {
    if (!Number.isSafeInteger(reference)) return [];
    return connection.all(`SELECT ${columns} FROM records r WHERE r.sequence = ?`, reference);
  }
  const hex = digestPart.exec(reference)?.[1];
  if (hex === undefined) return [];
  // 'g' sorts after every hexadecimal digit.
  const sql = `SELECT ${columns} FROM records r WHERE r.digest >= ? AND r.digest < ? LIMIT 2`;
  return connection.all(sql, `sha256:${hex}`, `sha256:${hex}g`);
}

/** The record with what it says, when it is chained to those beside it. Throws `E_LEDGER_CHAIN`. */
export function linkedRecord(connection: Connection, sequence: number): FullRecord | undefined {
  const record = getRecord(connection, sequence);
  if (record === undefined) return undefined;
  const beside = connection.all<Pick<RecordRow, 'sequence' | 'digest' | 'previous'>>(
    'SELECT sequence, digest, previous FROM records WHERE sequence IN (?, ?)',
    sequence - 1,
    sequence + 1,
  );
  for (const other of beside) {
    const isLinked = other.sequence < sequence ? record.previous === other.digest : other.previous === record.digest;
    // One that is not what its own digest says speaks against itself alone.
    if (isLinked || !isSound(connection, other.sequence)) continue;
    const message = `record ${sequence}: it is not chained to record ${other.sequence}`;
    throw chainError(connection.file, [{ kind: 'altered', sequence, message }]);
  }
  return record;
}

function isSound(connection: Connection, sequence: number): boolean {
  try {
    return findRows(connection, sequence).map((row) => soundRecord(connection, row)).length > 0;
  } catch {
    return false;
  }
}

export function latestRecord(connection: Connection, subject: string, kind: string): FullRecord | undefined {
  const sql = `SELECT ${columns} FROM records r WHERE r.subject = ? AND r.kind = ? ORDER BY r.sequence DESC LIMIT 1`;
  const row = connection.one<RecordRow>(sql, subject, kind);
  return row === undefined ? undefined : fullRecord(connection, row);
}

/** Whether a query asks for everything. */
export function isWhole(query: RecordQuery): boolean {
  return Object.values(query).every((value) => value === undefined || value === false);
}

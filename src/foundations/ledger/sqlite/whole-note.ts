import { isDigest } from '../../../core/index.ts';
import { checkTime } from '../header.ts';
import { pruneKind } from '../prune-policy.ts';
import type { Checkpoint } from '../record.ts';
import { readHead } from './append.ts';
import type { Connection } from './connection.ts';
import { columns, soundRecord } from './read.ts';
import type { RecordRow } from './row.ts';

/**
 * Up to where a ledger was found whole, noted in the ledger itself so that not everything is read each time. It proves nothing to anybody: whoever can write to
 * the file can write this too, as they can make the whole chain anew. It only says where a check may begin that says so.
 */
export interface WholeNote extends Checkpoint {
  /** Rows that there were. */
  readonly records: number;
  readonly names: number;
  /** When it was found so (ISO 8601). */
  readonly time: string;
  /** When everything was last looked at at once, and how far that went. */
  readonly all: { readonly sequence: number; readonly time: string };
}

/* Made when it is first written: a ledger of an older version has none, and one that older versions read may have it. */
const createTable = `
CREATE TABLE IF NOT EXISTS whole (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  ledger TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  digest TEXT NOT NULL,
  records INTEGER NOT NULL,
  names INTEGER NOT NULL,
  time TEXT NOT NULL,
  all_sequence INTEGER NOT NULL,
  all_time TEXT NOT NULL
) STRICT`;

interface NoteRow {
  readonly ledger: string;
  readonly sequence: number;
  readonly digest: string;
  readonly records: number;
  readonly names: number;
  readonly time: string;
  readonly all_sequence: number;
  readonly all_time: string;
}

/** How many rows there are: of records that were removed or put in not a trace is left but this. */
export function countRows(connection: Connection): { readonly records: number; readonly names: number } {
  const count = (table: string): number =>
    Number(connection.one<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n);
  return { records: count('records'), names: count('names') };
}

/** The note, where it fits what is there; undefined where there is none, or everything must be looked at again. Within a transaction. */
export function readNote(connection: Connection, now: string): WholeNote | undefined {
  if (connection.one("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'whole'") === undefined)
    return undefined;
  const row = connection.one<NoteRow>('SELECT * FROM whole WHERE one = 1');
  if (row === undefined || !isDigest(row.digest)) return undefined;
  const { ledger, sequence, digest, records, names, time, all_sequence, all_time } = row;
  const note = { ledger, sequence, digest, records, names, time, all: { sequence: all_sequence, time: all_time } };
  return isUsable(connection, note, now) ? note : undefined;
}

function isUsable(connection: Connection, note: WholeNote, now: string): boolean {
  const head = readHead(connection);
  if (note.ledger !== head.ledger || note.sequence > head.sequence || note.all.sequence > note.sequence) return false;
  try {
    if (checkTime(note.time) > now || checkTime(note.all.time) > note.time) return false;
    const row = connection.one<RecordRow>(`SELECT ${columns} FROM records r WHERE r.sequence = ?`, note.sequence);
    if (row === undefined || soundRecord(connection, row).digest !== note.digest) return false;
  } catch {
    return false;
  }
  // Pruning has taken rows away, and bridged the chain where it may not have been looked at.
  const pruned = connection.one(
    'SELECT 1 FROM records WHERE kind = ? AND sequence > ? ORDER BY sequence DESC LIMIT 1',
    pruneKind,
    note.sequence,
  );
  return pruned === undefined;
}

/** Notes how far the ledger is whole, where it can be written to at once: nobody waits for that. */
export function writeNote({ database }: Connection, note: WholeNote): void {
  const { ledger, sequence, digest, records, names, time, all } = note;
  try {
    database.exec('BEGIN IMMEDIATE');
    database.exec(createTable);
    database
      .prepare('INSERT OR REPLACE INTO whole VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(ledger, sequence, digest, records, names, time, all.sequence, all.time);
    database.exec('COMMIT');
  } catch {
    // Read-only, full, or another is writing: then everything is looked at again next time.
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

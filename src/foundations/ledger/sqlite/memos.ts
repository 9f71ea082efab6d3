import { sha256 } from '../header.ts';
import type { Memo, NewMemo } from '../ledger.ts';
import type { Connection } from './connection.ts';
import { decodePayload, encodePayload, type PayloadRow } from './payload-body.ts';

/*
 * Made when it is first written, as the note of `whole-note.ts` is: a ledger of an older version has none, and one that older versions read may have it. No
 * evidence, so it is no part of the chain, of an export or of a check.
 */
const createTable = `
CREATE TABLE IF NOT EXISTS memos (
  subject TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  digest TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  encoding TEXT NOT NULL,
  stored TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT`;

interface MemoRow extends PayloadRow {
  readonly sequence: number;
  readonly bytes: number;
}

const hasMemos = (connection: Connection): boolean =>
  connection.one("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'memos'") !== undefined;

/** Undefined where there is none, and where it is not what was kept: then what it would have saved is done again. */
export function readMemo(connection: Connection, subject: string): Memo | undefined {
  if (!hasMemos(connection)) return undefined;
  const row = connection.one<MemoRow>(
    'SELECT sequence, digest, bytes, encoding, stored, body FROM memos WHERE subject = ?',
    subject,
  );
  if (row === undefined) return undefined;
  try {
    return { sequence: row.sequence, text: decodePayload(row, row.bytes) };
  } catch {
    return undefined;
  }
}

const insertSql = 'INSERT OR REPLACE INTO memos VALUES (?, ?, ?, ?, ?, ?, ?)';

export async function writeMemos(connection: Connection, memos: readonly NewMemo[]): Promise<void> {
  await connection.write(() => {
    connection.database.exec(createTable);
    for (const { subject, sequence, text } of memos) {
      if (text === undefined) connection.run('UPDATE memos SET sequence = ? WHERE subject = ?', sequence, subject);
      else {
        const { digest, encoding, stored, body } = encodePayload(sha256(text), text);
        connection.run(insertSql, subject, sequence, digest, Buffer.byteLength(text), encoding, stored, body);
      }
    }
  });
}

/** Lets go of those of records that are gone. Within a transaction. */
export function pruneMemos(connection: Connection): void {
  if (hasMemos(connection)) connection.run('DELETE FROM memos WHERE sequence NOT IN (SELECT sequence FROM records)');
}

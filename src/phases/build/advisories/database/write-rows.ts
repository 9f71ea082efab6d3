import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Advisory, Exploitation } from '../../../../core/index.ts';
import type { FeedRecord } from '../feed.ts';
import { createIndices, createTables } from './schema.ts';

interface Statements {
  readonly text: StatementSync;
  readonly record: StatementSync;
  readonly name: StatementSync;
  readonly exploitation: StatementSync;
}

const prepare = (db: DatabaseSync): Statements => ({
  text: db.prepare('INSERT INTO texts (id, body) VALUES (?, ?)'),
  record: db.prepare('INSERT INTO records (id, key, body, text) VALUES (?, ?, ?, ?)'),
  name: db.prepare('INSERT INTO names (name, record) VALUES (?, ?)'),
  // Two rows about one CVE: the later one counts, as in the file that was read.
  exploitation: db.prepare(
    'INSERT OR REPLACE INTO exploitation (cve, probability, percentile, known) VALUES (?, ?, ?, ?)',
  ),
});

/** Writes advisories; remembers the text of the last one, which its next package shares. */
function advisoryWriter(statements: Statements): (key: string, advisory: Advisory) => void {
  let record = 0;
  let text = 0;
  let last: Advisory | undefined;
  return (key, advisory) => {
    const { title, details, references, ...rest } = advisory;
    const same = last?.references === references && last.details === details && last.title === title;
    if (!same) statements.text.run(++text, JSON.stringify({ title, details, references }));
    last = advisory;
    statements.record.run(++record, key, JSON.stringify(rest), text);
    for (const name of new Set([advisory.id, ...advisory.aliases, ...advisory.covers]))
      statements.name.run(name, record);
  };
}

function writeExploitation(statements: Statements, cve: string, { known, epss }: Exploitation): void {
  const text = known === undefined ? null : JSON.stringify(known);
  statements.exploitation.run(cve, epss?.probability ?? null, epss?.percentile ?? null, text);
}

/** Writes the rows into a new file and returns how many there were. Passes on what the records throw; the file is then worthless. */
export function writeRows(file: string, records: Iterable<FeedRecord>): number {
  const db = new DatabaseSync(file);
  try {
    db.exec(createTables);
    db.exec('BEGIN');
    const statements = prepare(db);
    const writeAdvisory = advisoryWriter(statements);
    let count = 0;
    for (const record of records) {
      count++;
      if (record.kind === 'advisory') writeAdvisory(record.key, record.advisory);
      else writeExploitation(statements, record.key, record.exploitation);
    }
    db.exec(createIndices);
    db.exec('COMMIT');
    return count;
  } finally {
    db.close();
  }
}

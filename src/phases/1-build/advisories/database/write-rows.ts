import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type Advisory, type Exploitation, SeaworthyError } from '../../../../core/index.ts';
import type { FeedRecord } from '../feed.ts';
import { createTally, type Tally } from '../feeds/tally.ts';
import { createIndices, createTables } from './schema.ts';

interface Statements {
  readonly text: StatementSync;
  readonly record: StatementSync;
  readonly name: StatementSync;
  readonly exploitation: StatementSync;
  readonly worse: StatementSync;
}

const prepare = (db: DatabaseSync): Statements => ({
  text: db.prepare('INSERT INTO texts (id, body) VALUES (?, ?)'),
  record: db.prepare('INSERT INTO records (id, key, body, text) VALUES (?, ?, ?, ?)'),
  name: db.prepare('INSERT INTO names (name, record) VALUES (?, ?)'),
  exploitation: db.prepare(
    'INSERT OR IGNORE INTO exploitation (cve, probability, percentile, known) VALUES (?, ?, ?, ?)',
  ),
  // The worse of two words about one CVE: a slip must not make a flaw look harmless.
  worse: db.prepare(`
    UPDATE exploitation SET known = coalesce(known, ?4), percentile = iif(?2 > coalesce(probability, -1), ?3, percentile),
      probability = iif(?2 > coalesce(probability, -1), ?2, probability) WHERE cve = ?1`),
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

function writeExploitation(statements: Statements, cve: string, { known, epss }: Exploitation, twice: Tally): void {
  const values = [
    cve,
    epss?.probability ?? null,
    epss?.percentile ?? null,
    known === undefined ? null : JSON.stringify(known),
  ];
  if (statements.exploitation.run(...values).changes !== 0) return;
  twice.add('CVE ids that come more than once (the higher value counts)', cve);
  statements.worse.run(...values);
}

/** What was written. */
export interface WrittenRows {
  readonly records: number;
  /** What was odd about them together, in sentences. */
  readonly problems: readonly string[];
}

/** Writes the rows into a new file. Throws `E_LIMIT` for more than `most`. Passes on what the records throw; the file is then worthless. */
export function writeRows(file: string, records: Iterable<FeedRecord>, most: number): WrittenRows {
  const db = new DatabaseSync(file);
  try {
    db.exec(createTables);
    db.exec('BEGIN');
    const statements = prepare(db);
    const writeAdvisory = advisoryWriter(statements);
    const twice = createTally();
    let count = 0;
    for (const record of records) {
      count++;
      if (count > most) throw new SeaworthyError('E_LIMIT', `the feed has more than ${most} records`);
      if (record.kind === 'advisory') writeAdvisory(record.key, record.advisory);
      else writeExploitation(statements, record.key, record.exploitation, twice);
    }
    db.exec(createIndices);
    db.exec('COMMIT');
    return { records: count, problems: twice.sentences() };
  } finally {
    db.close();
  }
}

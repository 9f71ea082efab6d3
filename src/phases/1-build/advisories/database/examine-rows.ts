import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { SeaworthyError, whyOf } from '../../../../core/index.ts';
import { isAdvisory, isExploitation } from './advisory-shape.ts';
import { type AdvisoryRow, advisoryOf, type ExploitationRow, exploitationOf } from './rows.ts';
import { applicationId, createIndices, createTables, schemaVersion } from './schema.ts';

/** The rows of a file that nobody here has written. */
interface Row {
  readonly key: unknown;
  readonly body: unknown;
  readonly text: unknown;
}

type Named = Readonly<Record<string, unknown>>;

const objects = 'SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name';

/** What a file of ours consists of, in the words that SQLite keeps of it. */
function ownObjects(): string {
  const db = new DatabaseSync(':memory:');
  try {
    db.exec(createTables);
    db.exec(createIndices);
    return JSON.stringify(db.prepare(objects).all());
  } finally {
    db.close();
  }
}

const wrong = (why: string): SeaworthyError => new SeaworthyError('E_FORMAT', 'no partition of ours', { why });

/** Tables and indices exactly as ours, so that nothing in it (a view, a trigger, a computed column) is run, and every page of it sound. */
function checkFile(db: DatabaseSync): void {
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = 1;');
  const pragma = (name: string): unknown => db.prepare(`PRAGMA ${name}`).get()?.[name];
  if (pragma('application_id') !== applicationId || pragma('user_version') !== schemaVersion)
    throw wrong('it was written by another program, or another version of this one');
  if (JSON.stringify(db.prepare(objects).all()) !== ownObjects()) throw wrong('its tables are others');
  // An index that leaves a row out would hide a flaw: this compares each with its table.
  const found = db.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
  if (found !== 'ok') throw wrong(String(found).slice(0, 200));
}

function checkRecords(db: DatabaseSync): number {
  const left = 'SELECT key, records.body AS body, texts.body AS text FROM records LEFT JOIN texts ON texts.id = text';
  let count = 0;
  for (const row of db.prepare(left).iterate() as Iterable<Named> as Iterable<Row>) {
    const { key, body, text } = row;
    const isText = typeof key === 'string' && typeof body === 'string' && typeof text === 'string';
    if (!isText || !isAdvisory(advisoryOf({ body, text } satisfies AdvisoryRow)))
      throw wrong(`record ${count + 1} is no advisory`);
    count++;
  }
  return count;
}

function checkExploitation(db: DatabaseSync): number {
  let count = 0;
  for (const row of db.prepare('SELECT cve, probability, percentile, known FROM exploitation').iterate()) {
    const { cve, probability, percentile, known } = row as Named;
    const areNumbers = [probability, percentile].every((value) => value === null || typeof value === 'number');
    const isText = typeof cve === 'string' && (known === null || typeof known === 'string');
    if (!areNumbers || !isText || !isExploitation(exploitationOf(row as unknown as ExploitationRow)))
      throw wrong(`row ${count + 1} of exploitation is of another shape`);
    count++;
  }
  return count;
}

/**
 * Looks at a file of rows that came from elsewhere as one looks at any hostile file: what it is made of, every page, every row. The number of its rows.
 * Throws `E_FORMAT` for anything that this program would not have written.
 */
export function examineRows(file: string): number {
  const url = pathToFileURL(file);
  url.search = '?immutable=1';
  try {
    const db = new DatabaseSync(url, { readOnly: true, allowExtension: false });
    try {
      checkFile(db);
      return checkRecords(db) + checkExploitation(db);
    } finally {
      db.close();
    }
  } catch (cause) {
    // SQLite's own words, or those of the reader of JSON.
    throw cause instanceof SeaworthyError ? cause : wrong(whyOf(cause));
  }
}

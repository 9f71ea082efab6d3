import type { SubjectSummary } from '../ledger.ts';
import type { Connection } from './connection.ts';

interface SubjectRow {
  readonly subject: string;
  readonly records: number;
  readonly oldest: number;
  readonly newest: number;
}

const counts = 'SELECT subject, count(*) AS records, min(sequence) AS oldest, max(sequence) AS newest FROM records';

/** Subjects by key, beginning of a key, or name; newest first. */
export function listSubjects(connection: Connection, text: string | undefined, limit: number): SubjectSummary[] {
  const most = Math.min(Math.max(1, Math.trunc(limit)), connection.limits.page);
  const order = 'GROUP BY subject ORDER BY newest DESC LIMIT ?';
  const rows =
    text === undefined
      ? connection.all<SubjectRow>(`${counts} ${order}`, most)
      : connection.all<SubjectRow>(
          `${counts} WHERE subject IN (SELECT subject FROM (${subjectsByText})) ${order}`,
          ...textValues(text),
          most,
        );
  return rows.map((row) => summaryOf(connection, row));
}

export function subjectByKey(connection: Connection, key: string): SubjectSummary | undefined {
  const row = connection.one<SubjectRow>(`${counts} WHERE subject = ? GROUP BY subject`, key);
  return row === undefined ? undefined : summaryOf(connection, row);
}

const subjectsByText = `
  SELECT subject, sequence FROM records WHERE subject >= ? AND subject < ?
  UNION ALL SELECT subject, sequence FROM records WHERE subject >= ? AND subject < ?
  UNION ALL SELECT r.subject, r.sequence FROM names n JOIN records r ON r.sequence = n.sequence WHERE n.name = ?`;

const textValues = (text: string): readonly string[] => [
  text,
  `${text}\u{10ffff}`,
  `sha256:${text}`,
  `sha256:${text}\u{10ffff}`,
  text,
];

/** The same without what is known of each: of a subject with many records that takes long. */
export function listKeys(connection: Connection, text: string, limit: number): string[] {
  const most = Math.min(Math.max(1, Math.trunc(limit)), connection.limits.page);
  const sql = `SELECT subject FROM (${subjectsByText}) GROUP BY subject ORDER BY max(sequence) DESC LIMIT ?`;
  return connection.all<{ subject: string }>(sql, ...textValues(text), most).map(({ subject }) => subject);
}

function summaryOf(connection: Connection, { subject, records, oldest, newest }: SubjectRow): SubjectSummary {
  const names = connection.all<{ name: string }>(
    'SELECT DISTINCT n.name FROM records r JOIN names n ON n.sequence = r.sequence WHERE r.subject = ? ORDER BY n.name',
    subject,
  );
  const kinds = connection.all<{ kind: string; records: number }>(
    'SELECT kind, count(*) AS records FROM records WHERE subject = ? GROUP BY kind ORDER BY kind',
    subject,
  );
  const timeOf = (sequence: number): string =>
    connection.one<{ time: string }>('SELECT time FROM records WHERE sequence = ?', sequence)?.time ?? '';
  return {
    subject,
    names: names.map(({ name }) => name),
    kinds: Object.fromEntries(kinds.map(({ kind, records: count }) => [kind, count])),
    records,
    first: timeOf(oldest),
    last: timeOf(newest),
  };
}

export function namesSaid(connection: Connection, kind: string, most: number): ReadonlyMap<string, number> | undefined {
  const rows = connection.all<{ name: string; subjects: number }>(
    `SELECT n.name AS name, count(DISTINCT r.subject) AS subjects
     FROM records r JOIN names n ON n.sequence = r.sequence WHERE r.kind = ? GROUP BY n.name LIMIT ?`,
    kind,
    most + 1,
  );
  return rows.length > most ? undefined : new Map(rows.map(({ name, subjects }) => [name, subjects]));
}

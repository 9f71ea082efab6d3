import { minuteOf } from '../../core/index.ts';
import type { LedgerRecord, SubjectSummary } from '../../flows/index.ts';
import { table } from '../terminal/table.ts';
import { subjectCells } from './subject-text.ts';

/** Records of several subjects, one a line. */
export function recordTable(records: readonly LedgerRecord[], width: number): string {
  const rows = records.map(({ sequence, time, kind, subject, names }) => [
    String(sequence),
    minuteOf(time),
    kind,
    ...subjectCells(subject, names),
  ]);
  return table(
    [
      { head: '#', right: true },
      { head: 'TIME' },
      { head: 'KIND' },
      { head: 'SUBJECT' },
      { head: 'NAME', keeps: 'end' },
    ],
    rows,
    width,
  );
}

/** Records of one subject, one a line: how old the data was, and who says it. */
export function historyTable(records: readonly LedgerRecord[], width: number): string {
  const rows = records.map(({ sequence, time, kind, data, producer }) => [
    String(sequence),
    minuteOf(time),
    kind,
    oldest(data.map(({ date }) => date)),
    `${producer.name} ${producer.version}`,
  ]);
  return table(
    [
      { head: '#', right: true },
      { head: 'TIME' },
      { head: 'KIND' },
      { head: 'DATA OF' },
      { head: 'BY', keeps: 'start' },
    ],
    rows,
    width,
  );
}

/** The day of the oldest source of data: a judgement is no fresher than that. */
function oldest(dates: readonly string[]): string {
  return dates.toSorted()[0]?.slice(0, 10) ?? '';
}

/** Subjects, one a line. */
export function subjectTable(subjects: readonly SubjectSummary[], width: number): string {
  const rows = subjects.map(({ subject, names, records, last }) => [
    minuteOf(last),
    String(records),
    ...subjectCells(subject, names),
  ]);
  return table(
    [{ head: 'LAST' }, { head: 'RECORDS', right: true }, { head: 'SUBJECT' }, { head: 'NAME', keeps: 'end' }],
    rows,
    width,
  );
}

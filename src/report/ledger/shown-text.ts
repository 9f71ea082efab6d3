import { count, minuteOf, plainCommand } from '../../core/index.ts';
import type { FullRecord, LedgerRecord, Shown } from '../../flows/index.ts';
import { clean } from '../terminal/clean.ts';
import { humanSize } from '../terminal/columns.ts';
import { facts } from '../terminal/table.ts';
import { payloadFacts } from './payload-text.ts';
import { historyTable } from './record-table.ts';
import { kindCounts } from './subject-text.ts';

/** A record, or what there is about subjects, for people. */
export function shownText(shown: Shown, width: number): string {
  return shown.kind === 'record' ? recordText(shown.record, width) : subjectsText(shown.subjects, width);
}

function recordText(record: FullRecord, width: number): string {
  const { sequence, kind, subject, names, producer, origin, time, data } = record;
  const { digest, previous, payloadDigest, payloadBytes } = record;
  const head = facts(
    [
      ['subject', subject],
      ...(names.length === 0 ? [] : [['names', names.join(', ')] as const]),
      ['time', `${time.slice(0, 19).replace('T', ' ')} UTC, by ${producer.name} ${producer.version}`],
      ...(origin === undefined ? [] : [['written in', `ledger ${origin}`] as const]),
      ...data.map(({ id, date }, index) => [index === 0 ? 'data' : '', `${id} of ${date.slice(0, 10)}`] as const),
      ['payload', `${payloadDigest} ${humanSize(payloadBytes)}`],
      ['digest', digest],
      ['after', previous],
    ],
    width,
  );
  return `Record ${sequence}: ${clean(kind)}\n\n${head}\n${facts(payloadFacts(record), width)}`;
}

/** How to see them, where the shell takes the key as it is. */
const olderRecords = (subject: string, last: LedgerRecord | undefined): string | undefined =>
  plainCommand`seaworthy ledger list ${subject} --before ${String(last?.sequence)}`;

type Subjects = Extract<Shown, { kind: 'subjects' }>['subjects'];

function subjectsText(subjects: Subjects, width: number): string {
  return subjects
    .map(({ subject, names, kinds, records, first, last, newest }) => {
      const head = facts(
        [
          ['subject', subject],
          ...(names.length === 0 ? [] : [['names', names.join(', ')] as const]),
          ['records', `${records}: ${kindCounts(kinds)}`],
          ['time', first === last ? minuteOf(first) : `${minuteOf(first)} to ${minuteOf(last)}`],
        ],
        width,
      );
      const rest = records - newest.length;
      const more =
        rest > 0
          ? `\n${[count(rest, 'older record'), olderRecords(subject, newest.at(-1))].filter(Boolean).join(': ')}\n`
          : '';
      return `${head}\n${historyTable(newest, width)}${more}`;
    })
    .join('\n');
}

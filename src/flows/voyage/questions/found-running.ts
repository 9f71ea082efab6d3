import { count, type Severity } from '../../../core/index.ts';
import { eventSummaryKind, first, linesByRule, readRecord } from '../../../records/index.ts';
import type { Question } from '../question.ts';

/** `unknown` is of records that did not keep it. */
const grave: ReadonlySet<Severity> = new Set<Severity>(['critical', 'high', 'unknown']);

/** What rules found while it ran, where that is grave: nobody but a person can say what it was. */
export const foundRunning: Question = (known) => {
  const summaries = known.all('event-summary').map((record) => readRecord(eventSummaryKind, record));
  const found = summaries.flatMap(({ findings }) => findings).filter(({ finding }) => grave.has(finding.severity));
  if (found.length === 0) return [];
  const facts = new Set(found.map(({ finding }) => finding.fingerprint)).size;
  return [
    {
      phase: 'run',
      outcome: found.some(({ finding }) => finding.severity !== 'unknown') ? 'bad' : 'unknown',
      title: `${count(facts, 'high, critical or unrated finding')} while it ran`,
      details: [...first(linesByRule(found)), 'look at the process and what started it'],
    },
  ];
};

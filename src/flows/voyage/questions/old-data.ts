import { type OpenQuestion, spanText } from '../../../core/index.ts';
import { first } from '../../../records/index.ts';
import { aboutText, type Question } from '../question.ts';

/** The newest scan rests on data that is old by now: flaws that became known since are not in it. */
export const oldData: Question = (known) =>
  known.newest('scan').flatMap((record): readonly OpenQuestion[] => {
    const age = (date: string): number => known.now.getTime() - Date.parse(date);
    // Data is as old as the last time somebody asked for newer, or the scan itself.
    const old = record.data
      .map(({ id, date, fetched }) => ({ id, date: fetched ?? date }))
      .filter(({ date }) => !(age(date) <= known.oldAfter));
    if (old.length === 0) return [];
    const oldest = old.reduce((a, b) => (age(b.date) > age(a.date) ? b : a));
    const span = Number.isNaN(age(oldest.date)) ? 'of no known date' : `${spanText(age(oldest.date))} old`;
    return [
      {
        phase: 'build',
        outcome: 'unknown',
        title: `The data behind the newest scan is ${span}${aboutText(record, known)}`,
        details: first(old.map(({ id, date }) => `${id}: ${date.slice(0, 10)}`)),
        remedy: 'Judge it again by new data: seaworthy db update, then seaworthy rejudge',
      },
    ];
  });

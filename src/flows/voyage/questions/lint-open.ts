import { count, type OpenQuestion, setAsideBy } from '../../../core/index.ts';
import { first, importKind, lintKind, readRecord } from '../../../records/index.ts';
import { aboutText, type Question } from '../question.ts';

/** The newest lint found something high or critical that nobody set aside, or left something out. */
export const lintOpen: Question = (known) => openOf(lintKind, known);

/** The same of the newest import of other tools' reports. */
export const importOpen: Question = (known) => openOf(importKind, known);

const openOf = (kind: typeof lintKind | typeof importKind, known: Parameters<Question>[0]): readonly OpenQuestion[] =>
  known.newest(kind.name).flatMap((record): readonly OpenQuestion[] => {
    const { findings, coverage } = readRecord(kind, record).report;
    const high = findings.filter(
      (one) => (one.severity === 'high' || one.severity === 'critical') && setAsideBy(one, known.now) === undefined,
    );
    const missed = coverage.problems.filter(({ incomplete }) => incomplete);
    const where = aboutText(record, known);
    return [
      ...(high.length === 0
        ? []
        : [
            {
              phase: 'build' as const,
              outcome: 'bad' as const,
              title: `${count(high.length, 'high or critical finding')} of the newest ${kind.name}${where}`,
              details: first(high.map(({ id, title }) => `${id}: ${title}`)),
              remedy: [...new Set(high.map(({ fix }) => fix.advice))].filter(Boolean).slice(0, 2).join(' '),
            },
          ]),
      ...(missed.length === 0
        ? []
        : [
            {
              phase: 'build' as const,
              outcome: 'unknown' as const,
              title: `The newest ${kind.name} is not complete: ${count(missed.length, 'thing')} missed${where}`,
              details: first(missed.map(({ where: place, message }) => `${place}: ${message}`)),
            },
          ]),
    ];
  });

import { count, isDigest, type OpenQuestion } from '../../../core/index.ts';
import { first, readScan } from '../../../records/index.ts';
import { aboutText, type Question } from '../question.ts';

/** It was never scanned, or the newest scan left something out. */
export const notScanned: Question = (known) => {
  const scans = known.newest('scan');
  if (scans.length === 0) {
    if (!isDigest(known.subject)) return [];
    return [
      {
        phase: 'build',
        outcome: 'unknown',
        title: 'Never scanned',
        details: [],
        remedy: 'Scan it: seaworthy scan IMAGE',
      },
    ];
  }
  return scans.flatMap((record): readonly OpenQuestion[] => {
    const { problems, unjudged, unidentified } = readScan(record).report.coverage;
    const missed = problems.filter(({ incomplete }) => incomplete);
    const packages = unjudged.reduce((sum, one) => sum + one.packages, 0);
    if (missed.length + packages + unidentified.length === 0) return [];
    const left = [
      ...(missed.length === 0 ? [] : [`${count(missed.length, 'thing')} missed`]),
      ...(packages === 0 ? [] : [`${count(packages, 'package')} could not be judged`]),
      ...(unidentified.length === 0 ? [] : [`${count(unidentified.length, 'program')} could not be identified`]),
    ];
    return [
      {
        phase: 'build',
        outcome: 'unknown',
        title: `The newest scan is not complete: ${left.join(', ')}${aboutText(record, known)}`,
        details: first([
          ...missed.map(({ where, message }) => `${where}: ${message}`),
          ...unjudged.map(({ type, why }) => `${type}: ${why}`),
          ...unidentified.map(({ path, what }) => `/${path}: ${what}, which nobody knows`),
        ]),
      },
    ];
  });
};

import { count } from '../../core/index.ts';
import type { Told } from '../record-kind.ts';
import { first, severityCounts } from '../sentences.ts';
import type { LintPayload } from './payload.ts';

/** What checks of the Dockerfile or manifest found. */
export function tellLint({ report: { findings, coverage } }: LintPayload): readonly Told[] {
  const severities = findings.map(({ severity }) => severity);
  const bad = severities.some((severity) => severity === 'high' || severity === 'critical');
  const missed = coverage.problems.filter(({ incomplete }) => incomplete);
  const found =
    findings.length === 0 ? 'nothing found' : `${count(findings.length, 'finding')}: ${severityCounts(severities)}`;
  // Code of other languages makes nothing incomplete, and nobody has looked at it.
  const isPartly = coverage.parts.some(({ state }) => state === 'partly');
  const title = missed.length === 0 && !isPartly ? `Linted: ${found}` : `Linted, not all of it: ${found}`;
  // What was not judged is not clean.
  const outcome = bad ? 'bad' : missed.length > 0 ? 'unknown' : findings.length === 0 && !isPartly ? 'good' : 'info';
  const notes = isPartly ? coverage.problems.filter(({ incomplete }) => !incomplete) : [];
  const lines = [
    ...missed.map(({ where, message }) => `not judged: ${where}: ${message}`),
    ...notes.map(({ where, message }) => `note: ${where}: ${message}`),
    ...findings.map(({ id, title: what }) => `${id}: ${what}`),
  ];
  return [{ title, outcome, details: first(lines) }];
}

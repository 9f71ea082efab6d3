import { count } from '../../core/index.ts';
import type { Told } from '../record-kind.ts';
import { first, severityCounts } from '../sentences.ts';
import type { ImportPayload } from './payload.ts';

/** What other tools found. Their silence is theirs: an import without findings is no verdict of ours. */
export function tellImport({ report: { findings, coverage } }: ImportPayload): readonly Told[] {
  const severities = findings.map(({ severity }) => severity);
  const bad = severities.some((severity) => severity === 'high' || severity === 'critical');
  const missed = coverage.problems.filter(({ incomplete }) => incomplete);
  const found =
    findings.length === 0 ? 'nothing found' : `${count(findings.length, 'finding')}: ${severityCounts(severities)}`;
  const tools = [...new Set(coverage.parts.map(({ id }) => id))].slice(0, 5).join(', ');
  const what = tools === '' ? 'Imported' : `Imported from ${tools}`;
  const title = missed.length === 0 ? `${what}: ${found}` : `${what}, not all of it: ${found}`;
  const outcome = bad ? 'bad' : missed.length > 0 ? 'unknown' : 'info';
  const lines = [
    ...missed.map(({ where, message }) => `not judged: ${where}: ${message}`),
    ...findings.map(({ id, title: text }) => `${id}: ${text}`),
  ];
  return [{ title, outcome, details: first(lines) }];
}

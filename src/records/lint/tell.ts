import { count } from '../../core/index.ts';
import type { Told } from '../record-kind.ts';
import { first, severityCounts } from '../sentences.ts';
import type { LintPayload } from './payload.ts';

/** What checks of the Dockerfile or manifest found. */
export function tellLint({ report: { findings } }: LintPayload): readonly Told[] {
  const severities = findings.map(({ severity }) => severity);
  const bad = severities.some((severity) => severity === 'high' || severity === 'critical');
  const title =
    findings.length === 0
      ? 'Linted: nothing found'
      : `Linted: ${count(findings.length, 'finding')}: ${severityCounts(severities)}`;
  const outcome = findings.length === 0 ? 'good' : bad ? 'bad' : 'info';
  return [{ title, outcome, details: first(findings.map(({ id, title: what }) => `${id}: ${what}`)) }];
}

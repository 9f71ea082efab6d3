import { count, severities, severityFromWord } from '../../../core/index.ts';
import { requireShape } from '../../ledger/payloads.ts';
import { list, members, text } from '../payload.ts';
import type { Teller } from '../teller.ts';
import { first, severityCounts } from '../words.ts';

/** What checks of the Dockerfile or manifest found. */
export const tellLint: Teller = (record) => {
  const payload = members(record.payload);
  const report = payload.findings === undefined ? members(payload.report) : payload;
  requireShape(record, 'lint', Array.isArray(report.findings));
  const findings = list(report.findings)
    .map(members)
    .map((one) => ({
      id: text(one.id),
      title: text(one.title),
      severity: severities.find((severity) => severity === one.severity) ?? severityFromWord(text(one.severity)),
    }));
  const bad = findings.some(({ severity }) => severity === 'high' || severity === 'critical');
  const title =
    findings.length === 0
      ? 'Linted: nothing found'
      : `Linted: ${count(findings.length, 'finding')}: ${severityCounts(findings.map(({ severity }) => severity))}`;
  const outcome = findings.length === 0 ? 'good' : bad ? 'bad' : 'info';
  return [{ phase: 'build', title, outcome, details: first(findings.map(({ id, title: what }) => `${id}: ${what}`)) }];
};

import { cvssOf, type Finding, type Severity } from '../../core/index.ts';
import type { Level } from './types.ts';

const levels: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  // Nobody has said that it is harmless.
  unknown: 'warning',
  low: 'note',
  negligible: 'note',
};

/** Level of a result (SARIF §3.27.10) for a severity. */
export function levelOf(severity: Severity): Level {
  return levels[severity];
}

/** A score inside the band that GitHub code scanning reads as our word: above 9.0 critical, from 7.0 high, from 4.0 medium, from 0.1 low. */
const bands: Readonly<Record<Severity, { readonly from: number; readonly to: number; readonly usual: number }>> = {
  critical: { from: 9.1, to: 10, usual: 9.5 },
  high: { from: 7, to: 9, usual: 8 },
  medium: { from: 4, to: 6.9, usual: 5.5 },
  unknown: { from: 4, to: 6.9, usual: 5 },
  low: { from: 0.1, to: 3.9, usual: 2 },
  negligible: { from: 0.1, to: 0.5, usual: 0.1 },
};

/**
 * `security-severity` of a finding: its CVSS score where that says the same as its severity, else a score that does, because the severity may be
 * the word of a vendor who knows better than the score.
 */
export function securitySeverity(finding: Finding): string {
  const band = bands[finding.severity];
  const scores = cvssOf(finding)
    .map((each) => each.score)
    .filter((score) => score >= band.from && score <= band.to);
  return (scores.length > 0 ? Math.max(...scores) : band.usual).toFixed(1);
}

import { type Finding, type Report, SeaworthyError, wasJudged } from '../core/index.ts';

/** The findings that a person means: by id, by alias, or by the first eight or more digits of the fingerprint. Throws `E_NO_FINDING`. */
export function findFinding(report: Report, wanted: string): readonly Finding[] {
  const found = matchingFindings(report, wanted);
  if (found.length > 0) return found;
  throw new SeaworthyError(
    'E_NO_FINDING',
    `no finding ${JSON.stringify(wanted)} among the ${report.findings.length} of this report`,
    wasJudged(report.coverage)
      ? {}
      : { why: 'it is a bill of materials that nobody has judged', next: 'Take the report of a scan.' },
  );
}

/** The same, none where there is none. */
export function matchingFindings({ findings }: Pick<Report, 'findings'>, wanted: string): readonly Finding[] {
  const name = wanted.trim().toLowerCase();
  return findings.filter(
    ({ id, aliases, fingerprint }) =>
      id.toLowerCase() === name ||
      aliases.some((alias) => alias.toLowerCase() === name) ||
      (name.length >= 8 && fingerprint.startsWith(name)),
  );
}

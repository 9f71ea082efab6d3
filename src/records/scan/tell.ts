import {
  compareSeverity,
  count,
  diffFindings,
  type Finding,
  fixVersions,
  isActionable,
  isExploited,
  type Outcome,
  offeredText,
  offeredVersions,
  openFindings,
  packageOf,
  placeOf,
  restoredReport,
} from '../../core/index.ts';
import type { Telling, Told } from '../record-kind.ts';
import { first, severityCounts } from '../sentences.ts';
import type { BareReport } from '../shapes/report.ts';
import type { StoredScan } from './payload.ts';

/** What was found wrong, and what appeared and went since the scan before. */
export function tellScan(scan: StoredScan, { record, before }: Telling<StoredScan>): readonly Told[] {
  const report = restoredReport(scan.report);
  const { findings, coverage } = report;
  const open = openFindings(report);
  const missed = coverage.problems.filter(({ incomplete }) => incomplete);
  const exploited = open.filter(isExploited).length;
  const counts = severityCounts(open.map(({ severity }) => severity));
  const verb = scan.basis === 'inventory' ? 'Judged again with new data' : 'Scanned';
  const title =
    open.length === 0
      ? `${verb}: nothing found${missed.length > 0 ? ', but not everything could be looked at' : ''}`
      : `${verb}: ${count(open.length, 'finding')}: ${counts}${exploited > 0 ? `; ${exploited} exploited` : ''}`;
  const earlier = before && restoredReport(before.payload.report);
  const details = [
    ...(before === undefined || earlier === undefined
      ? first(open.filter(isUrgent).map(findingLine))
      : changes(earlier, report, before.sequence)),
    ...first(missed.map(({ where, message }) => `missed: ${where}: ${message}`)),
    ...first(
      coverage.unjudged.map(({ type, packages, why }) => `not judged: ${count(packages, `${type} package`)}: ${why}`),
    ),
    ...first(coverage.unidentified.map(({ path, what }) => `not identified: /${path}: ${what}`)),
    ...(findings.length > open.length ? [`${findings.length - open.length} set aside`] : []),
    ...(record.data.length === 0 ? [] : [`by data of ${oldest(record.data.map(({ date }) => date))} or newer`]),
  ];
  const outcome = outcomeOf(open, missed.length > 0 || coverage.unidentified.length > 0);
  const repeats = before?.payload.basis === scan.basis && earlier !== undefined && isSame(earlier, report);
  return [{ title, outcome, details, ...(repeats ? { repeats } : {}) }];
}

/** Whether a scan found, and could not find out, what the one before did: only time has passed. */
function isSame(before: BareReport, after: BareReport): boolean {
  const { appeared, gone, changed } = diffFindings(before, after);
  if (appeared.length + gone.length + changed.length > 0) return false;
  const left = ({ coverage, findings }: BareReport): string =>
    JSON.stringify([
      coverage.problems,
      coverage.unjudged,
      coverage.unidentified,
      coverage.lookedFor,
      findings.map(({ suppression }) => suppression ?? null),
    ]);
  return left(before) === left(after);
}

/** High or critical, and something can be done about it. */
export const isActionableHigh = ({ severity, fix }: Finding): boolean =>
  compareSeverity(severity, 'high') >= 0 && isActionable(fix);

const isUrgent = (finding: Finding): boolean => isExploited(finding) || isActionableHigh(finding);

/** `CVE-2024-1 (high) in openssl 3.0.1, fixed in 3.0.2, exploited`. */
export function findingLine(finding: Finding): string {
  const { id, severity, location, fix } = finding;
  const found = packageOf(finding);
  const versions = offeredVersions(fixVersions(fix), found?.version).map(offeredText);
  const where = found === undefined ? placeOf(location).path : `${found.name} ${found.version}`;
  const fixed = versions.length > 0 ? `, fixed in ${versions.join(', ')}` : '';
  return `${id} (${severity}) in ${where}${fixed}${isExploited(finding) ? ', exploited' : ''}`;
}

function outcomeOf(open: readonly Finding[], incomplete: boolean): Outcome {
  if (open.some(isUrgent)) return 'bad';
  if (incomplete) return 'unknown';
  return open.length === 0 ? 'good' : 'info';
}

function changes(before: BareReport, after: BareReport, sequence: number): readonly string[] {
  const { appeared, gone, changed } = diffFindings(before, after);
  if (appeared.length + gone.length + changed.length === 0) return [`Since record ${sequence}: the same findings`];
  return [
    `Since record ${sequence}: ${appeared.length} appeared, ${gone.length} gone, ${changed.length} changed`,
    ...first(appeared.map((one) => `appeared: ${findingLine(one)}`)),
    ...first(gone.map((one) => `gone: ${findingLine(one)}`)),
    ...first(
      changed.map(
        ({ after: one, changes: parts }) =>
          `changed: ${one.id}: ${parts.map(({ aspect, from, to }) => `${aspect} ${from} → ${to}`).join('; ')}`,
      ),
      3,
    ),
  ];
}

const oldest = (dates: readonly string[]): string => (dates.toSorted()[0] ?? '').slice(0, 10);

import { type ExitCode, isIncomplete, type Report } from '../../../core/index.ts';
import { breaking, type Conditions } from './threshold.ts';

/** What decides about the exit code besides the report. */
export interface Verdict {
  readonly code: ExitCode;
  /** One line for people, when it is not 0. */
  readonly because?: string;
}

/**
 * 3 when a finding breaks the threshold, else 5 when something was missed, else 0. A broken threshold is certain, whatever was missed; that
 * something was missed is said besides.
 */
export function judge(report: Report, failOn: readonly Conditions[], allowPartial: boolean, now: Date): Verdict {
  const found = breaking(report.findings, failOn, now);
  const incomplete = isIncomplete(report.coverage);
  if (found.length > 0) {
    const limits = failOn.map((list) => list.map(({ text }) => text).join(',')).join(' or ');
    const many = found.length === 1 ? '1 finding meets' : `${found.length} findings meet`;
    const besides = incomplete ? '; the scan is also incomplete' : '';
    return { code: 3, because: `${many} --fail-on ${limits}${besides}` };
  }
  if (incomplete && !allowPartial) {
    const missed = report.coverage.problems.filter((problem) => problem.incomplete).length;
    const things = missed === 1 ? '1 thing' : `${missed} things`;
    return {
      code: 5,
      because: `incomplete: ${things} could not be looked at (see coverage; --allow-partial accepts it)`,
    };
  }
  return { code: 0 };
}

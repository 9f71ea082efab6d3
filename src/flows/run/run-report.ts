import {
  type Coverage,
  count,
  emptyCoverage,
  hostSubject,
  type PartRun,
  type Problem,
  type Report,
} from '../../core/index.ts';
import type { FindingTally } from '../../phases/4-run/index.ts';
import { reportOf } from '../report-of.ts';
import type { Settings } from '../settings.ts';
import type { Gap } from './gaps.ts';
import type { Sight } from './sight.ts';

/** Most findings in one report. */
const maxFindings = 10_000;

/** What a report of a watch or a replay is made of. */
export interface RunReportInput {
  /** Name of the machine, or what stands for one where a recording does not tell it. */
  readonly machine: string;
  /** What was watched or read, by which problems are told. */
  readonly where: string;
  readonly findings: FindingTally;
  readonly alerts: number;
  readonly sight: Sight;
  /** Oddities of the rules files. */
  readonly warnings: readonly string[];
  readonly gaps: readonly Gap[];
}

/** What rules found, as a report of the machine. What was not seen, and rules that could not speak, are in its coverage. */
export function runReport(input: RunReportInput, settings: Settings): Report {
  const { machine, where, alerts, sight, warnings, gaps } = input;
  const subject = hostSubject(machine);
  const seen = input.findings.findings({ subject, host: machine, most: maxFindings });
  const findings = seen.map(({ finding }) => finding);
  const counted = seen.reduce((sum, one) => sum + one.count, 0);
  const problem = ({ code, message }: Gap, at: string, incomplete: boolean): Problem => ({
    ...{ code, message, where: at, part: 'rules', incomplete },
  });
  const untold = `${count(alerts - counted, 'alert')} whose findings had no room`;
  const unasked = sight.speaking.length === 0 && sight.blind === undefined;
  const problems = [
    ...(unasked
      ? [problem({ code: 'E_INCOMPLETE', message: 'nothing was judged: no rules were given' }, where, true)]
      : []),
    ...gaps.map((gap) => problem(gap, where, true)),
    ...(counted < alerts ? [problem({ code: 'E_LIMIT', message: untold }, where, true)] : []),
    ...[...warnings, ...sight.notes].map((message) => problem({ code: 'E_INCOMPLETE', message }, 'rules', false)),
  ];
  const byRule = Map.groupBy(findings, ({ title }) => title);
  const parts = sight.speaking.map((id): PartRun => {
    const found = byRule.get(id)?.length ?? 0;
    return { id, version: 1, files: 0, found, state: gaps.length > 0 ? 'partly' : 'complete' };
  });
  const coverage: Coverage = { ...emptyCoverage, parts, problems, lookedFor: ['runtime'] };
  return { ...reportOf({ subject, layers: [], packages: [], coverage }, settings), findings };
}

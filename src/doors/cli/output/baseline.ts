import path from 'node:path';
import { type Report, SeaworthyError } from '../../../core/index.ts';
import { maxReportLength } from '../../../report/index.ts';
import { output } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { reportFile } from '../diff/report-file.ts';
import type { Baseline } from './exit-code.ts';

const ledgerPrefix = 'ledger:';

/**
 * What was found before, for conditions that ask whether something is new; undefined where nobody named a report. Throws `E_USAGE` where a condition asks and there is none,
 * for then nothing could be judged by it.
 */
export async function baselineOf(context: Context): Promise<Baseline | undefined> {
  const { values } = context;
  const name = values.value(output.baseline);
  if (name !== undefined) return new Set((await namedReport(name, context)).findings.map((one) => one.fingerprint));
  const asking = values
    .list(output.failOn)
    .flat()
    .find(({ term }) => term?.asksBaseline);
  if (asking === undefined) return undefined;
  throw new SeaworthyError('E_USAGE', `--fail-on ${asking.text} has nothing to compare with`, {
    next: 'Name a report of before with `--baseline`; `diff` and `rejudge` judge what is new by themselves.',
  });
}

async function namedReport(name: string, { flows, host, settings }: Context): Promise<Report> {
  if (name.startsWith(ledgerPrefix)) return (await flows()).ledgerReport(name.slice(ledgerPrefix.length), settings);
  const text = reportFile(path.resolve(host.workingFolder, name), maxReportLength);
  if (text === undefined) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such report', { where: name });
  return (await host.reports()).readReport(text, name);
}

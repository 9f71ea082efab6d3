import { data, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { judge } from '../../output/exit-code.ts';
import { destinations, writeReport } from '../../output/write-report.ts';
import { warnOfOldData } from './old-data.ts';

export async function run(context: Context): Promise<number> {
  const { host, log, settings, values, words } = context;
  const { reportFormats } = await host.reports();
  const to = destinations(values.list(output.output), reportFormats, 'table');
  const flows = await context.flows();
  const report = await flows.scan(words[0] ?? '', settings);
  context.endProgress();
  await writeReport(report, to, context);
  const now = settings.clock.now();
  warnOfOldData(report, values.value(data.databaseWarningAge), now, log);
  const verdict = judge(report, values.list(output.failOn), values.on(output.allowPartial), now);
  if (verdict.because !== undefined) log.note(verdict.because);
  return verdict.code;
}

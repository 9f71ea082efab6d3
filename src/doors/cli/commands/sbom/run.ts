import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { judge } from '../../output/exit-code.ts';
import { destinations, writeReport } from '../../output/write-report.ts';

export async function run(context: Context): Promise<number> {
  const { host, log, settings, values, words } = context;
  const { reportFormats } = await host.reports();
  const to = destinations(values.list(output.output), reportFormats, 'cyclonedx');
  const flows = await context.flows();
  const report = await flows.sbom(words[0] ?? '', settings);
  context.endProgress();
  await writeReport(report, to, context);
  const verdict = judge(report, [], values.on(output.allowPartial), settings.clock.now());
  if (verdict.because !== undefined) log.note(verdict.because);
  return verdict.code;
}

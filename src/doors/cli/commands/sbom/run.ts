import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { destinations } from '../../output/destinations.ts';
import { judge } from '../../output/exit-code.ts';
import { writeReport } from '../../output/write-report.ts';
import { checkPlace } from '../../settings/engines.ts';

export async function run(context: Context): Promise<number> {
  const { log, settings, values, words } = context;
  checkPlace(values);
  const to = await destinations(context, 'cyclonedx');
  const flows = await context.flows();
  const report = await flows.sbom(words[0] ?? '', settings);
  context.endProgress();
  await writeReport(report, to, context);
  const verdict = judge(report, [], values.on(output.allowPartial), settings.clock.now());
  if (verdict.because !== undefined) log.note(verdict.because);
  return verdict.code;
}

import { defined } from '../../../../core/index.ts';
import { seenLines } from '../../../../report/index.ts';
import { output, run as runFlags } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { runOutput } from '../../output/run-report.ts';
import { writeReport } from '../../output/write-report.ts';
import { ruleChoice } from '../../watch/rule-choice.ts';

export async function run(context: Context): Promise<number> {
  const { host, log, settings, values, words } = context;
  const { to, alerts } = await runOutput(context);
  const image = values.value(runFlags.image);
  const request = {
    capture: words[0] ?? '',
    ...ruleChoice(context),
    ...defined({ image }),
  };
  const result = await (await context.flows()).replay(request, settings, (alert) =>
    alerts === undefined ? undefined : host.out.write(`${alert[alerts]}\n`),
  );
  context.endProgress();
  await writeReport(result.report, to, context);
  for (const note of result.notes) log.warn(note);
  for (const line of seenLines(result)) log.note(line);
  const { gaps } = result;
  for (const { message } of gaps) log.warn(message);
  return gaps.length === 0 || values.on(output.allowPartial) ? 0 : 5;
}

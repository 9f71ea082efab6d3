import type { ReplayResult } from '../../../../flows/index.ts';
import { output, run as runFlags } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';

export async function run(context: Context): Promise<number> {
  const { host, log, settings, values, words } = context;
  const isJson = values.on(output.json);
  const image = values.value(runFlags.image);
  const request = {
    capture: words[0] ?? '',
    rules: values.list(runFlags.rules),
    ...(image === undefined ? {} : { image }),
  };
  const result = await (await context.flows()).replay(request, settings, (alert) =>
    host.out.write(`${isJson ? alert.json : alert.text}\n`),
  );
  context.endProgress();
  for (const note of result.notes) log.warn(note);
  for (const line of summaryLines(result)) log.note(line);
  const { incomplete, dropped } = result.summary;
  if (incomplete !== undefined) log.warn(`the recording could not be read to its end: ${incomplete.message}`);
  if (dropped > 0)
    log.warn(`events were dropped in ${dropped} stretches of the recording: what happened there is not known`);
  return (incomplete === undefined && dropped === 0) || values.on(output.allowPartial) ? 0 : 5;
}

/** What was seen, in a few lines. */
function summaryLines({ summary, inUse }: ReplayResult): readonly string[] {
  const rules = [...summary.byRule].map(([rule, count]) => `${count} × ${rule}`).join(', ');
  return [
    `${summary.events} events, ${summary.alerts} alerts${rules === '' ? '' : `: ${rules}`}`,
    ...inUse.map(({ name, evidence }) => {
      const { packages, limits } = evidence;
      const names = packages.map((one) => one.name).join(', ');
      const told = names === '' ? '' : ` (${names})`;
      return `${name}: ${packages.length} packages in use${told}${limits.length === 0 ? '' : `; ${limits.join('; ')}`}`;
    }),
  ];
}

import { type Conditions, defined, type Report } from '../../../core/index.ts';
import { output } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import type { Flows } from '../host.ts';
import { baselineOf } from './baseline.ts';
import { destinations } from './destinations.ts';
import { judge } from './exit-code.ts';
import { nameFiles } from './file-names.ts';
import { writeReport } from './write-report.ts';

/**
 * Makes a report, writes it where the user wants it, and turns it into the exit code. `before` is called once it is known that it can be written, `after` sees it then.
 * `standardFailOn` are the conditions where the user set none.
 */
export async function judgeReport(
  context: Context,
  standardFormat: string,
  make: (flows: Flows) => Promise<Report>,
  after: (report: Report) => void = () => {},
  before: (context: Context) => Promise<void> = async () => {},
  standardFailOn: readonly Conditions[] = [],
): Promise<number> {
  const { log, settings, values } = context;
  const to = await destinations(context, standardFormat);
  await before(context);
  const known = await baselineOf(context);
  const report = await make(await context.flows());
  context.endProgress();
  const now = settings.clock.now();
  const asked = values.list(output.failOn);
  const failOn = asked.length > 0 ? asked : standardFailOn;
  const verdict = judge(report, failOn, values.on(output.allowPartial), now, known(report));
  const { threshold } = verdict;
  await writeReport({ ...report, ...defined({ threshold }) }, nameFiles()(to, context.words[0] ?? ''), context);
  after(report);
  if (verdict.because !== undefined) log.note(verdict.because);
  return verdict.code;
}

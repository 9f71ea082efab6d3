import { SeaworthyError } from '../../../../core/index.ts';
import { lintFixText } from '../../../../report/index.ts';
import { lints, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { baselineOf } from '../../output/baseline.ts';
import { tellExceptionsBeside } from '../../output/exceptions-beside.ts';
import { judge } from '../../output/exit-code.ts';
import { judgeReport } from '../../output/judge-report.ts';
import { resultPlaces, writeResult } from '../../output/write-result.ts';

export function run(context: Context): Promise<number> {
  const { values } = context;
  if (values.on(lints.fix) || values.on(lints.diff)) return mend(context);
  if (values.list(lints.fixAlso).length > 0)
    throw new SeaworthyError('E_USAGE', '--fix-also says what else is to be mended, and nothing is', {
      next: 'Add `--diff` to see what would be rewritten, or `--fix` to do it.',
    });
  const lint: Parameters<typeof judgeReport>[2] = (flows) => flows.lint(context.words, context.settings);
  return judgeReport(context, 'table', lint, undefined, tellExceptionsBeside);
}

/** Mends, or shows what would be mended; the exit code is about the files as they then are. */
async function mend(given: Context): Promise<number> {
  // What is told is no report, and has forms of its own.
  const { reports: _reports, ...command } = given.command;
  const context: Context = { ...given, command: { ...command, results: ['text', 'json'] } };
  const { log, settings, values, words } = context;
  const write = values.on(lints.fix) && !values.on(lints.diff);
  resultPlaces(context.command, values);
  await tellExceptionsBeside(context);
  const known = await baselineOf(context);
  const flows = await context.flows();
  const { result, report } = await flows.lintFix(words, { write, also: values.list(lints.fixAlso) }, settings);
  await writeResult(context, { text: (options) => lintFixText(result, options), json: () => result });
  const { code, because } = judge(
    report,
    values.list(output.failOn),
    values.on(output.allowPartial),
    settings.clock.now(),
    known(report),
  );
  if (because !== undefined) log.note(because);
  return code;
}

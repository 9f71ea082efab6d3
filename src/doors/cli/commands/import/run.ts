import path from 'node:path';
import { defined, type Report, SeaworthyError } from '../../../../core/index.ts';
import { maxReportLength } from '../../../../report/index.ts';
import { imports } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { reportFile } from '../../diff/report-file.ts';
import { tellExceptionsBeside } from '../../output/exceptions-beside.ts';
import { judgeReport } from '../../output/judge-report.ts';

export async function run(context: Context): Promise<number> {
  const { settings, values } = context;
  const { own, words } = await parted(context);
  const options = defined({ format: values.value(imports.format), own });
  // What is in it stands in our report: bills of materials have a meaning then.
  const command =
    own === undefined
      ? context.command
      : { ...context.command, reports: ['findings', 'vulnerabilities', 'packages'] as const };
  return judgeReport(
    { ...context, command },
    'table',
    (flows) => flows.importReports(words, settings, options),
    undefined,
    tellExceptionsBeside,
  );
}

/** What `-o json` wrote begins with this. */
const ourBeginning = /^\ufeff?\s*\{\s*"schemaVersion"\s*:/;

/** The report of ours among those that are named, and the others. Throws `E_USAGE` for several of ours, and for one alone. */
async function parted({ host, words }: Context): Promise<{ readonly own?: Report; readonly words: readonly string[] }> {
  const ours: Report[] = [];
  const others: string[] = [];
  for (const word of words) {
    const text = word === '-' ? undefined : reportFile(path.resolve(host.workingFolder, word), maxReportLength);
    if (text !== undefined && ourBeginning.test(text.slice(0, 1_000)))
      ours.push(await (await host.reports()).readReport(text, word));
    else others.push(word);
  }
  const [own, second] = ours;
  if (second !== undefined)
    throw new SeaworthyError(
      'E_USAGE',
      'several reports of ours are given, and one can be joined with those of others',
      {
        next: 'Compare ours with `seaworthy diff A B`.',
      },
    );
  if (own !== undefined && others.length === 0)
    throw new SeaworthyError('E_USAGE', 'this is a report of ours, and none of another tool is given', {
      next: 'To write it in another form: `seaworthy convert REPORT -o html=report.html`.',
    });
  return { ...defined({ own }), words: others };
}

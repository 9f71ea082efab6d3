import { defined } from '../../../../core/index.ts';
import { imports } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { tellExceptionsBeside } from '../../output/exceptions-beside.ts';
import { judgeReport } from '../../output/judge-report.ts';

export function run(context: Context): Promise<number> {
  const { settings, values, words } = context;
  const options = defined({ format: values.value(imports.format) });
  return judgeReport(
    context,
    'table',
    (flows) => flows.importReports(words, settings, options),
    undefined,
    tellExceptionsBeside,
  );
}

import type { Context } from '../../command.ts';
import { tellExceptionsBeside } from '../../output/exceptions-beside.ts';
import { judgeReport } from '../../output/judge-report.ts';

export function run(context: Context): Promise<number> {
  const lint: Parameters<typeof judgeReport>[2] = (flows) => flows.lint(context.words, context.settings);
  return judgeReport(context, 'table', lint, undefined, tellExceptionsBeside);
}

import type { Context } from '../../command.ts';
import { judgeReport } from '../../output/judge-report.ts';

export function run(context: Context): Promise<number> {
  return judgeReport(context, 'table', (flows) => flows.lint(context.words, context.settings));
}

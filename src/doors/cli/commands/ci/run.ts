import { parseConditions } from '../../../../core/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { tellExceptionsBeside } from '../../output/exceptions-beside.ts';
import { judgeReport } from '../../output/judge-report.ts';

export function run(context: Context): Promise<number> {
  const { settings, values, words } = context;
  const [folder = '.', ...images] = words;
  const project = { folder, images };
  // What is new since a report of before; where there is none to compare with, what is serious.
  const failOn = [parseConditions(values.value(output.baseline) === undefined ? 'high' : 'new')];
  return judgeReport(context, 'table', (flows) => flows.ci(project, settings), undefined, tellExceptionsBeside, failOn);
}

import { data } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { judgeReport } from '../../output/judge-report.ts';
import { checkPlace } from '../../settings/engines.ts';
import { warnOfOldData } from './old-data.ts';

export async function run(context: Context): Promise<number> {
  const { log, settings, values, words } = context;
  checkPlace(values);
  return judgeReport(
    context,
    'table',
    (flows) => flows.scan(words[0] ?? '', settings),
    (report) => warnOfOldData(report, values.value(data.databaseWarningAge), settings.clock.now(), log),
  );
}

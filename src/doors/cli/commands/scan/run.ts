import type { Report } from '../../../../core/index.ts';
import { data } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { tellExceptionsBeside } from '../../output/exceptions-beside.ts';
import { judgeEach, severalTargets } from '../../output/judge-each.ts';
import { judgeReport } from '../../output/judge-report.ts';
import { checkPlace } from '../../settings/engines.ts';
import { withTrust } from '../../ship/wanted-signer.ts';
import { warnOfOldData } from './old-data.ts';

export async function run(context: Context): Promise<number> {
  const { log, values, words } = context;
  const settings = withTrust(context);
  checkPlace(values);
  const after = (report: Report): void =>
    warnOfOldData(report, values.value(data.databaseWarningAge), settings.clock.now(), log);
  const several = await severalTargets(context);
  return several === undefined
    ? judgeReport(context, 'table', (flows) => flows.scan(words[0] ?? '', settings), after, tellExceptionsBeside)
    : judgeEach(context, 'table', (flows) => flows.scanEach(several, settings), after, tellExceptionsBeside);
}

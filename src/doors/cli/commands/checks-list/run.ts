import { orList, SeaworthyError } from '../../../../core/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const [wanted] = context.words;
  const [flows, { checksText }] = await Promise.all([context.flows(), context.host.reports()]);
  const all = await flows.listChecks();
  const checks = wanted === undefined ? all : all.filter(({ of }) => of.toLowerCase() === wanted.toLowerCase());
  if (checks.length === 0) {
    throw new SeaworthyError('E_USAGE', `there are no checks of ${JSON.stringify(wanted)}`, {
      next: `Name ${orList([...new Set(all.map(({ of }) => of))])}.`,
    });
  }
  await writeResult(context, { text: (options) => checksText(checks, options), json: () => ({ checks }) });
  return 0;
}

import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const [flows, { checkText }] = await Promise.all([context.flows(), context.host.reports()]);
  const checks = await flows.findChecks(context.words[0] ?? '');
  await writeResult(context, {
    text: (options) => checks.map((check) => checkText(check, options)).join('\n'),
    json: () => ({ checks }),
  });
  return 0;
}

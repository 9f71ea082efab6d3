import { rulesDescribedText } from '../../../../report/index.ts';
import { run as runFlags } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { values, words } = context;
  const described = await (await context.flows()).describeRules(words, values.value(runFlags.rule));
  await writeResult(context, { text: (options) => rulesDescribedText(described, options), json: () => described });
  return 0;
}

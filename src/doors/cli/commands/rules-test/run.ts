import { rulesTestedText } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const tested = await (await context.flows()).testRules(context.words);
  await writeResult(context, { text: (options) => rulesTestedText(tested, options), json: () => tested });
  if (tested.cases.some(({ differs }) => differs.length > 0)) return 3;
  return tested.cases.length === 0 ? 5 : 0;
}

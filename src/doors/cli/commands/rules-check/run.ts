import { rulesCheckText } from '../../../../report/index.ts';
import { run as runFlags } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { values, words } = context;
  const check = await (await context.flows()).checkRules(words);
  await writeResult(context, { text: (options) => rulesCheckText(check, options), json: () => check });
  const isOdd = check.lints.length > 0 || check.files.some(({ warnings }) => warnings.length > 0);
  if (!check.loads || (values.on(runFlags.strict) && isOdd)) return 3;
  return check.rules.all === 0 ? 5 : 0;
}

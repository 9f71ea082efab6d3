import { treeText } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { settings, words } = context;
  const found = await (await context.flows()).imageTree(words[0] ?? '', settings);
  await writeResult(context, { text: (options) => treeText(found, options), json: () => found });
  return 0;
}

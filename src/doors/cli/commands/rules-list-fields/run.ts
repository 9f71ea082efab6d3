import { fieldsText } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const sources = await (await context.flows()).listFields(context.words[0]);
  await writeResult(context, { text: (options) => fieldsText(sources, options), json: () => ({ sources }) });
  return 0;
}

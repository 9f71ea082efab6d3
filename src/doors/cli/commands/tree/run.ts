import { jsonText } from '../../../../core/index.ts';
import { treeText } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';

export async function run(context: Context): Promise<number> {
  const { color, endProgress, host, settings, values, words } = context;
  const found = await (await context.flows()).imageTree(words[0] ?? '', settings);
  endProgress();
  const text = values.on(output.json) ? jsonText(found) : treeText(found, { color, width: host.out.columns });
  await host.out.write(text);
  return 0;
}

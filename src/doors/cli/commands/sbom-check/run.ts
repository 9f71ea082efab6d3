import { sbomCheckText } from '../../../../report/index.ts';
import { sbom as sbomFlags } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { settings, values, words } = context;
  const flows = await context.flows();
  const check = await flows.checkSbom(words[0] ?? '', values.list(sbomFlags.catalogue), settings);
  await writeResult(context, { text: (options) => sbomCheckText(check, options), json: () => check });
  return check.catalogues.every(({ passes }) => passes) ? 0 : 3;
}

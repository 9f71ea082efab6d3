import { otherBasesText } from '../../../../report/index.ts';
import { bases, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

const usually = 5;

export async function run(context: Context): Promise<number> {
  const { endProgress, flows, log, settings, values, words } = context;
  const [target = '', ...also] = words;
  const most = values.value(bases.most) ?? usually;
  const found = await (await flows()).otherBases(target, { also, most }, settings);
  endProgress();
  await writeResult(context, { text: (options) => otherBasesText(found, options), json: () => found });
  const missed = found.incomplete || found.problems.length > 0 || found.others.some(({ incomplete }) => incomplete);
  if (!missed || values.on(output.allowPartial)) return 0;
  log.note('incomplete: something could not be looked at or judged (--allow-partial accepts it)');
  return 5;
}

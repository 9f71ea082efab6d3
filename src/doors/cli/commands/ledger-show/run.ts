import { shownText } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { flows, settings, words } = context;
  const shown = await (await flows()).ledgerShow(words[0] ?? '', settings);
  await writeResult(context, {
    text: ({ width }) => shownText(shown, width),
    json: () => (shown.kind === 'record' ? shown.record : { subjects: shown.subjects }),
  });
  return 0;
}

import { jsonText } from '../../../../core/index.ts';
import { shownText } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';

export async function run({ flows, host, settings, values, words }: Context): Promise<number> {
  const shown = await (await flows()).ledgerShow(words[0] ?? '', settings);
  const text = values.on(output.json)
    ? jsonText(shown.kind === 'record' ? shown.record : { subjects: shown.subjects })
    : shownText(shown, host.out.columns);
  await host.out.write(text);
  return 0;
}

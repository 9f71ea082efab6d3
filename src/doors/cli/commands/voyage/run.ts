import type { WriteOptions } from '../../../../report/index.ts';
import { data } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { host, settings, values, words } = context;
  const oldAfter = values.value(data.databaseWarningAge);
  const flows = await context.flows();
  const found = await flows.voyage(words[0] ?? '', settings, oldAfter === undefined ? {} : { oldAfter });
  const { voyageFormats } = await host.reports();
  const write = async (id: string, options: WriteOptions): Promise<string> =>
    (await voyageFormats.find((format) => format.id === id)?.write(found, options)) ?? '';
  await writeResult(context, {
    text: (options) => write('text', options),
    json: () => found,
    html: () => write('html', { color: false, width: 100 }),
  });
  return found.integrity.ok ? 0 : 4;
}

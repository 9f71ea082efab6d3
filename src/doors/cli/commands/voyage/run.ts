import path from 'node:path';
import type { WriteOptions } from '../../../../report/index.ts';
import { data, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeFileWhole } from '../../output/write-file.ts';

export async function run(context: Context): Promise<number> {
  const { color, endProgress, host, log, settings, values, words } = context;
  const oldAfter = values.value(data.databaseWarningAge);
  const flows = await context.flows();
  const found = await flows.voyage(words[0] ?? '', settings, oldAfter === undefined ? {} : { oldAfter });
  endProgress();
  const { voyageFormats } = await host.reports();
  const write = async (id: string, options: WriteOptions): Promise<string> =>
    (await voyageFormats.find((format) => format.id === id)?.write(found, options)) ?? '';
  const file = values.value(output.html);
  if (file !== undefined) {
    await writeFileWhole(path.resolve(host.workingFolder, file), await write('html', { color: false, width: 100 }));
    log.note(`wrote ${file}`);
  }
  await host.out.write(await write(values.on(output.json) ? 'json' : 'text', { color, width: host.out.columns }));
  return found.integrity.ok ? 0 : 4;
}

import { count } from '../../../../core/index.ts';
import { bases, output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeFileWhole } from '../../output/write-file.ts';

export async function run({ endProgress, flows, host, log, settings, values, words }: Context): Promise<number> {
  const { addBases, basesFile } = await flows();
  const file = settings.baseImagesFile ?? (await basesFile(settings));
  const { bases: known, problems, tags, text } = await addBases(words, values.list(bases.tag), file, settings);
  endProgress();
  for (const { message, where } of problems.slice(0, 20)) log.warn(`${where}: ${message}`);
  if (problems.length > 20) log.warn(`and ${problems.length - 20} more that could not be read`);
  await writeFileWhole(file, text);
  await host.out.write(`${count(tags, 'tag')} looked at, ${count(known, 'base image')} known from now on (${file})\n`);
  return problems.length === 0 || values.on(output.allowPartial) ? 0 : 5;
}

import path from 'node:path';
import type { Context } from '../../command.ts';
import { keyIfNamed, printStored } from '../../ship/stored-database.ts';

export async function run(context: Context): Promise<number> {
  const { flows, host, settings, words } = context;
  const [name = '', ...partitions] = words;
  const file = path.resolve(host.workingFolder, name);
  const stored = await (await flows()).exportDatabase(file, { partitions, ...keyIfNamed(context) }, settings);
  await printStored(stored, 'whoever imports it takes it on your word.', context);
  return 0;
}

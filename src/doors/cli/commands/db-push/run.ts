import type { Context } from '../../command.ts';
import { keyIfNamed, printStored } from '../../ship/stored-database.ts';

export async function run(context: Context): Promise<number> {
  const { flows, settings, words } = context;
  const [reference = '', ...partitions] = words;
  const stored = await (await flows()).pushDatabase(reference, { partitions, ...keyIfNamed(context) }, settings);
  await printStored(stored, '`db pull` and `--database-from` will not take it.', context);
  return 0;
}

import path from 'node:path';
import type { Context } from '../../command.ts';
import { printUpdates } from '../../output/print-updates.ts';

export async function run(context: Context): Promise<number> {
  const { flows, host, settings, words } = context;
  const [folder = '', ...partitions] = words;
  const updates = await (await flows()).buildDatabase(path.resolve(host.workingFolder, folder), partitions, settings);
  return printUpdates(updates, context);
}

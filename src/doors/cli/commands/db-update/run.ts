import type { Context } from '../../command.ts';
import { printUpdates } from '../../output/print-updates.ts';

export async function run(context: Context): Promise<number> {
  const { flows, settings, words } = context;
  return printUpdates(await (await flows()).updateDatabase(words, settings), context);
}

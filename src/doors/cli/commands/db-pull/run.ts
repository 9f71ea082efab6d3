import type { Context } from '../../command.ts';
import { printUpdates } from '../../output/print-updates.ts';
import { databaseSigner } from '../../ship/wanted-signer.ts';

export async function run(context: Context): Promise<number> {
  const { flows, settings, words } = context;
  const [reference = '', ...partitions] = words;
  const from = { reference, signer: databaseSigner(context) };
  return printUpdates(await (await flows()).pullDatabase(from, partitions, settings), context);
}

import path from 'node:path';
import type { Context } from '../../command.ts';
import { printUpdates } from '../../output/print-updates.ts';
import { databaseSigner, namesDatabaseSigner } from '../../ship/wanted-signer.ts';

export async function run(context: Context): Promise<number> {
  const { flows, host, settings, words } = context;
  const [name = '', ...partitions] = words;
  const file = path.resolve(host.workingFolder, name);
  const signer = namesDatabaseSigner(context) ? { signer: databaseSigner(context)() } : {};
  return printUpdates(await (await flows()).importDatabase(file, { partitions, ...signer }, settings), context);
}

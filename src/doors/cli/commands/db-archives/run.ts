import path from 'node:path';
import { count } from '../../../../core/index.ts';
import type { Context } from '../../command.ts';
import { exportLines } from '../../ledger/export-lines.ts';

/** Far more than a line of coordinates has. */
const longestLine = 64 * 1024;

export async function run({ flows, host, settings, words }: Context): Promise<number> {
  const [file = ''] = words;
  const lines = exportLines(path.resolve(host.workingFolder, file), file, longestLine);
  const archives = await (await flows()).importArchives(lines, file, settings);
  await host.out.write(`${count(archives, 'archive')} known from now on (${settings.databaseDirectory})\n`);
  return 0;
}

import path from 'node:path';
import type { Context } from '../../command.ts';
import { exportLines } from '../../ledger/export-lines.ts';
import { many } from '../../ledger/subject-text.ts';

export async function run({ flows, host, settings, words }: Context): Promise<number> {
  const [file = ''] = words;
  const lines = exportLines(path.resolve(host.workingFolder, file), file);
  const count = await (await flows()).ledgerImport(lines, settings);
  await host.out.write(`${many(count, 'record')} taken over into ${settings.ledgerDirectory}\n`);
  return 0;
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { count, SeaworthyError } from '../../../../core/index.ts';
import type { Context } from '../../command.ts';
import { exportLines } from '../../ledger/export-lines.ts';

export async function run({ flows, host, settings, words }: Context): Promise<number> {
  const [file = ''] = words;
  const resolved = path.resolve(host.workingFolder, file);
  // Before a ledger is made to take it over.
  if (!existsSync(resolved)) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: file });
  const lines = exportLines(resolved, file);
  const records = await (await flows()).ledgerImport(lines, settings);
  await host.out.write(`${count(records, 'record')} taken over into ${settings.ledgerDirectory}\n`);
  return 0;
}

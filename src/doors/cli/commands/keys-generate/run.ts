import { existsSync } from 'node:fs';
import path from 'node:path';
import { SeaworthyError } from '../../../../core/index.ts';
import { keyFilesText } from '../../../../report/index.ts';
import { ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';
import { keyPassword } from '../../ship/password.ts';

export async function run(context: Context): Promise<number> {
  const { host, log, values } = context;
  const name = values.value(ship.out) ?? '';
  const base = path.resolve(host.workingFolder, name);
  refuseTaken(base, name);
  const password = await keyPassword({ whose: `for the new key ${name}.key`, isNew: true }, context);
  const made = await (await context.flows()).generateKeyFiles(base, password);
  await writeResult(context, { text: ({ width }) => keyFilesText(made, name, width), json: () => made });
  if (password.length === 0) log.warn('the password is empty: whoever gets the file can sign with it');
  return 0;
}

/** Before somebody thinks of a password in vain; the flow looks again. */
function refuseTaken(base: string, name: string): void {
  const taken = ['key', 'pub'].find((end) => existsSync(`${base}.${end}`));
  if (taken === undefined) return;
  throw new SeaworthyError('E_WRITE', 'there is a file of this name already, and keys are never overwritten', {
    where: `${name}.${taken}`,
    next: 'Choose another name with `--out NAME`, or move the old key away.',
  });
}

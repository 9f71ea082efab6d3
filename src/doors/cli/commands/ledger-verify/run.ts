import { chainText } from '../../../../report/index.ts';
import { ledger, ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { readCheckpoints } from '../../ledger/read-checkpoints.ts';
import { writeResult } from '../../output/write-result.ts';
import { keyFile } from '../../ship/key-file.ts';

/** Exit code of what is not to be trusted. */
const notTrusted = 4;

export async function run(context: Context): Promise<number> {
  const { flows, settings, values } = context;
  const [file, name] = [values.value(ledger.checkpoint), values.value(ship.key)];
  const ends = file === undefined ? undefined : await readCheckpoints(file, context);
  const key = name === undefined ? undefined : keyFile(name, context);
  const result = await (await flows()).ledgerVerify(ends, settings, key);
  await writeResult(context, { text: ({ width }) => chainText(result, width), json: () => result });
  return result.ok ? 0 : notTrusted;
}

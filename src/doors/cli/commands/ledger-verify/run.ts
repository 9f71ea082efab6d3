import { jsonText } from '../../../../core/index.ts';
import { chainText } from '../../../../report/index.ts';
import { ledger, output, ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { inputFile } from '../../input/input-file.ts';
import { readCheckpoints } from '../../ledger/read-checkpoints.ts';
import { maxKeyBytes } from '../../ship/signing-key.ts';

/** Exit code of what is not to be trusted. */
const notTrusted = 4;

export async function run(context: Context): Promise<number> {
  const { endProgress, flows, host, settings, values } = context;
  const [file, keyFile] = [values.value(ledger.checkpoint), values.value(ship.key)];
  const ends = file === undefined ? undefined : await readCheckpoints(file, context);
  const key = keyFile === undefined ? undefined : inputFile(keyFile, maxKeyBytes, context);
  const result = await (await flows()).ledgerVerify(ends, settings, key);
  endProgress();
  await host.out.write(values.on(output.json) ? jsonText(result) : chainText(result, host.out.columns));
  return result.ok ? 0 : notTrusted;
}

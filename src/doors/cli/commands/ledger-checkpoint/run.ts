import { ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { signingKey } from '../../ship/signing-key.ts';

export async function run(context: Context): Promise<number> {
  const { flows, host, log, settings, values } = context;
  const { ledgerCheckpoint, ledgerSignedCheckpoint } = await flows();
  if (values.value(ship.key) === undefined) {
    const { ledger, sequence, digest } = await ledgerCheckpoint(settings);
    await host.out.write(`${JSON.stringify({ ledger, sequence, digest })}\n`);
    return 0;
  }
  const { line, file, notKept } = await ledgerSignedCheckpoint(signingKey(context), settings);
  await host.out.write(`${line}\n`);
  if (file !== undefined) log.note(`Also kept in ${file}`);
  if (notKept !== undefined) log.warn(`Not kept beside the ledger: ${notKept}`);
  return 0;
}

import type { Context } from '../../command.ts';

export async function run({ flows, host, settings }: Context): Promise<number> {
  const { ledger, sequence, digest } = await (await flows()).ledgerCheckpoint(settings);
  await host.out.write(`${JSON.stringify({ ledger, sequence, digest })}\n`);
  return 0;
}

import type { Context } from '../../command.ts';
import { printSigned } from '../../ship/print-signed.ts';
import { signingKey } from '../../ship/signing-key.ts';

export async function run(context: Context): Promise<number> {
  const { settings, words } = context;
  const key = signingKey(context);
  const signed = await (await context.flows()).signImage(words[0] ?? '', { key }, settings);
  await printSigned('Signed', signed, context);
  return 0;
}

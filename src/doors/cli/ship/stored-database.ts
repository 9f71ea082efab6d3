import type { KeyInput, StoredDatabase } from '../../../flows/index.ts';
import { storedDatabaseText } from '../../../report/index.ts';
import { ship } from '../catalogue/index.ts';
import type { Context } from '../command.ts';
import { writeResult } from '../output/write-result.ts';
import { signingKey } from './signing-key.ts';

/** The key to sign with, where one is named. */
export function keyIfNamed(context: Context): { readonly key?: KeyInput } {
  return context.values.value(ship.key) === undefined ? {} : { key: signingKey(context) };
}

/** Prints what of the advisory data was stored, and what it means where nobody has signed it. */
export async function printStored(stored: StoredDatabase, unsigned: string, context: Context): Promise<void> {
  context.endProgress();
  await writeResult(context, { text: () => storedDatabaseText(stored), json: () => stored });
  if (stored.signature === undefined) context.log.note(`It is not signed: ${unsigned} Sign it with \`--key FILE\`.`);
}

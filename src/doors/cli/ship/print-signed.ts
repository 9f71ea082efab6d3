import type { Kept, SignedImage } from '../../../flows/index.ts';
import { signedText } from '../../../report/index.ts';
import type { Context } from '../command.ts';
import { writeResult } from '../output/write-result.ts';

/** Says that evidence could not be kept, which changes nothing about the result. */
export function warnNotRecorded({ notRecorded }: Kept, { log }: Context): void {
  if (notRecorded !== undefined) log.warn(`this was not recorded: ${notRecorded}`);
}

/** Prints what was signed and attached. */
export async function printSigned(title: 'Signed' | 'Attested', signed: SignedImage, context: Context): Promise<void> {
  await writeResult(context, { text: ({ width }) => signedText(title, signed, width), json: () => signed });
  warnNotRecorded(signed, context);
}

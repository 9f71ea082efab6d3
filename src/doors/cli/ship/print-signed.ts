import { jsonText } from '../../../core/index.ts';
import type { Kept, SignedImage } from '../../../flows/index.ts';
import { signedText } from '../../../report/index.ts';
import { output } from '../catalogue/index.ts';
import type { Context } from '../command.ts';

/** Says that evidence could not be kept, which changes nothing about the result. */
export function warnNotRecorded({ notRecorded }: Kept, { log }: Context): void {
  if (notRecorded !== undefined) log.warn(`this was not recorded: ${notRecorded}`);
}

/** Prints what was signed and attached. */
export async function printSigned(title: 'Signed' | 'Attested', signed: SignedImage, context: Context): Promise<void> {
  const { endProgress, host, values } = context;
  endProgress();
  await host.out.write(values.on(output.json) ? jsonText(signed) : signedText(title, signed, host.out.columns));
  warnNotRecorded(signed, context);
}

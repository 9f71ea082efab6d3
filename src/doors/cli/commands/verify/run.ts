import { defined, type ExitCode } from '../../../../core/index.ts';
import type { TrustVerdict } from '../../../../flows/index.ts';
import { verdictText } from '../../../../report/index.ts';
import { ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';
import { warnNotRecorded } from '../../ship/print-signed.ts';
import { wantedSigner } from '../../ship/wanted-signer.ts';

const codes: Readonly<Record<TrustVerdict, ExitCode>> = { trusted: 0, 'not-trusted': 4, undetermined: 5 };

export async function run(context: Context): Promise<number> {
  const { settings, values, words } = context;
  const type = values.value(ship.predicateType);
  const input = { signer: wantedSigner(context), ...defined({ type }) };
  const answer = await (await context.flows()).verifyImage(words[0] ?? '', input, settings);
  await writeResult(context, { text: (options) => verdictText(answer, options), json: () => answer });
  warnNotRecorded(answer, context);
  return codes[answer.verdict];
}

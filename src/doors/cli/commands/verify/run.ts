import { defined, type ExitCode, SeaworthyError } from '../../../../core/index.ts';
import type { TrustVerdict, WantedSigner } from '../../../../flows/index.ts';
import { verdictText } from '../../../../report/index.ts';
import { ship } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { inputFile } from '../../input/input-file.ts';
import { writeResult } from '../../output/write-result.ts';
import { keyFile } from '../../ship/key-file.ts';
import { warnNotRecorded } from '../../ship/print-signed.ts';

/** Bytes of a trusted-root file. */
const maxRootBytes = 4 * 1024 * 1024;

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

function wantedSigner(context: Context): WantedSigner {
  const { values } = context;
  const [key, subject, issuer] = [values.value(ship.key), values.value(ship.identity), values.value(ship.issuer)];
  const root = values.value(ship.trustedRoot);
  const file = (name: string) => inputFile(name, maxRootBytes, context);
  if (key !== undefined && (subject !== undefined || issuer !== undefined))
    throw notSaid('a key and an identity cannot both be asked for', 'Choose `--key`, or `--identity` and `--issuer`.');
  if (key !== undefined) {
    const trusted = root === undefined ? {} : { trustedRoot: file(root) };
    return { kind: 'key', key: keyFile(key, context), ...trusted };
  }
  if (subject === undefined && issuer === undefined)
    throw notSaid(
      'who must have signed is not said',
      'Name a public key with `--key FILE`, or `--identity`, `--issuer` and `--trusted-root`.',
    );
  if (subject === undefined || issuer === undefined)
    throw notSaid('an identity is a name and who checked it', 'Give both `--identity SUBJECT` and `--issuer URL`.');
  if (root === undefined)
    throw notSaid(
      'an identity is checked with the authorities of a trusted root',
      'Name it with `--trusted-root FILE`.',
    );
  return { kind: 'identity', subject, issuer, trustedRoot: file(root) };
}

const notSaid = (what: string, next: string): SeaworthyError => new SeaworthyError('E_USAGE', what, { next });

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  loadPublicKey,
  parseBundle,
  parseTrustedRoot,
  type TrustedSigner,
  verifyBundle,
} from '../../src/phases/ship/index.ts';
import { readCases, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

async function trustedSigner(line: Readonly<Record<string, unknown>>, folder: string): Promise<TrustedSigner> {
  if (typeof line.key === 'string') return { kind: 'key', key: loadPublicKey(line.key, 'key') };
  const root =
    line.trustedRoot === 'public-good'
      ? await readFile(path.join(folder, 'public-good-trusted-root.json'))
      : Buffer.from(JSON.stringify(line.trustedRoot));
  return {
    kind: 'identity',
    subject: textOf(line, 'identity'),
    issuer: textOf(line, 'issuer'),
    trustedRoot: parseTrustedRoot(root, 'trusted root'),
  };
}

/** `pass` or `fail`, and why. A bundle that cannot be read is refused, which is a fail; "could not determine" is neither. */
async function judge(bundle: string, signer: TrustedSigner, digest: string, bytes: Uint8Array | undefined) {
  const artifact = { digests: { sha256: digest.slice('sha256:'.length) }, ...(bytes === undefined ? {} : { bytes }) };
  try {
    const { verdict, why } = await verifyBundle(parseBundle(Buffer.from(bundle), 'bundle'), artifact, signer);
    return { verdict: verdict === 'trusted' ? 'pass' : verdict === 'not-trusted' ? 'fail' : verdict, why: why ?? '' };
  } catch (error) {
    return { verdict: 'fail', why: String(error) };
  }
}

/** Bundles of the public conformance suite, each with the artifact and with its digest only. */
export const sigstoreBundlesSuite: Suite = {
  name: 'sigstore-bundles',
  async run(folder, options) {
    const tally = new Tally(options);
    for (const line of await readCases(folder)) {
      const [name, expected] = [textOf(line, 'id'), textOf(line, 'expect')];
      if (!tally.wants(name)) continue;
      const signer = await trustedSigner(line, folder);
      const bytes = Buffer.from(textOf(line, 'artifactBase64'), 'base64');
      const digest = textOf(line, 'artifactDigest');
      const answers = [
        await judge(textOf(line, 'bundle'), signer, digest, bytes),
        await judge(textOf(line, 'bundle'), signer, digest, undefined),
      ];
      if (answers.every(({ verdict }) => verdict === expected)) tally.pass(expected);
      else {
        const actual = answers.map(({ verdict, why }) => `${verdict} ${why}`).join('; digest only: ');
        tally.fail(expected, { case: name, expected, actual });
      }
    }
    return tally.result();
  },
};

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defined, SeaworthyError } from '../../src/core/index.ts';
import {
  loadPublicKey,
  parseBundle,
  parseTrustedRoot,
  type TrustedSigner,
  verifyBundle,
} from '../../src/phases/2-ship/index.ts';
import { type Case, eachCase, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

async function trustedSigner(line: Case, folder: string): Promise<TrustedSigner> {
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

/**
 * `pass` or `fail`, and why. A bundle, a key or a root that is refused with an error of ours is a fail, some of them are broken on purpose; "could not
 * determine" and any other error are neither.
 */
async function judge(line: Case, folder: string, bytes: Uint8Array | undefined) {
  const sha256 = textOf(line, 'artifactDigest').slice('sha256:'.length);
  const artifact = { digests: { sha256 }, ...defined({ bytes }) };
  try {
    const signer = await trustedSigner(line, folder);
    const bundle = parseBundle(Buffer.from(textOf(line, 'bundle')), 'bundle');
    const { state, message } = await verifyBundle(bundle, artifact, signer);
    return { verdict: state, why: message };
  } catch (error) {
    return { verdict: error instanceof SeaworthyError ? 'fail' : 'crash', why: String(error) };
  }
}

/** Bundles of the public conformance suite, each with the artifact and with its digest only. */
export const sigstoreBundlesSuite: Suite = {
  name: 'sigstore-bundles',
  async run(folder, options) {
    const tally = new Tally(options);
    await eachCase(tally, path.join(folder, 'cases.jsonl'), async (line) => {
      const expected = textOf(line, 'expect');
      await tally.judge(expected, textOf(line, 'id'), async () => {
        const bytes = Buffer.from(textOf(line, 'artifactBase64'), 'base64');
        const answers = [await judge(line, folder, bytes), await judge(line, folder, undefined)];
        if (answers.every(({ verdict }) => verdict === expected)) return undefined;
        return { expected, actual: answers.map(({ verdict, why }) => `${verdict} ${why}`).join('; digest only: ') };
      });
    });
    return tally.result();
  },
};

import { generateKeyPairSync } from 'node:crypto';
import { parseEnvelope, parseJson } from '../../../src/foundations/formats/index.ts';
import {
  loadPublicKey,
  loadSigningKey,
  parseBundle,
  parseStatement,
  parseTrustedRoot,
  verifyBundle,
} from '../../../src/phases/2-ship/index.ts';
import { fakeSigstore, sha256 } from '../../fixtures/index.ts';
import { type FuzzTarget, json, text } from '../fuzz.ts';

const sigstore = fakeSigstore();
const message = Buffer.from('the artifact');
const hex = sha256(message).slice('sha256:'.length);
const statement = Buffer.from(
  JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'a', digest: { sha256: hex } }],
    predicateType: 'https://example.com/p/v1',
    predicate: { a: 1 },
  }),
);
const bundles = [
  sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.1' }),
  sigstore.bundle({ content: { statement }, entry: 'dsse 0.0.1', timestamp: true }),
  sigstore.bundle({ content: { statement }, entry: 'dsse 0.0.2', timestamp: true }),
].map(json);
const root = json(sigstore.trustedRoot);
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const envelope = {
  payload: statement.toString('base64'),
  payloadType: 'application/vnd.in-toto+json',
  signatures: [{ sig: 'AAAA' }],
};
const decoder = new TextDecoder();

/** Verifies a bundle whole: no input that was changed may be trusted and a throw must be ours. */
const verify = async (bytes: Uint8Array): Promise<unknown> =>
  verifyBundle(
    parseBundle(bytes, 'fuzz'),
    { digests: { sha256: hex }, bytes: message },
    {
      kind: 'identity',
      subject: sigstore.subject,
      issuer: sigstore.issuer,
      trustedRoot: parseTrustedRoot(root, 'root'),
    },
  );

export const trust: readonly FuzzTarget[] = [
  { name: 'bundle', seeds: bundles, read: (bytes) => parseBundle(bytes, 'fuzz') },
  { name: 'bundle, verified', seeds: bundles, read: verify },
  { name: 'trusted root', seeds: [root], read: (bytes) => parseTrustedRoot(bytes, 'fuzz') },
  {
    name: 'DSSE',
    seeds: [json(envelope)],
    read: (bytes) => parseStatement(parseEnvelope(parseJson(bytes, 'fuzz'), 'fuzz'), 'fuzz'),
  },
  {
    name: 'public key',
    seeds: [text(pair.publicKey.export({ type: 'spki', format: 'pem' }).toString())],
    read: (bytes) => loadPublicKey(decoder.decode(bytes), 'fuzz'),
  },
  {
    name: 'private key',
    seeds: [text(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())],
    read: (bytes) =>
      loadSigningKey({
        text: decoder.decode(bytes),
        password: async () => Buffer.from('pw'),
        where: 'fuzz',
      } as unknown as Parameters<typeof loadSigningKey>[0]),
  },
];

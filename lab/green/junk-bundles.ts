import { generateKeyPairSync, sign } from 'node:crypto';

/** Somebody whom nobody trusts. */
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

const payloadType = 'application/vnd.in-toto+json';

function statement(digest: string): string {
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'a', digest: { sha256: digest.slice('sha256:'.length) } }],
    predicateType: 'https://sigstore.dev/cosign/sign/v1',
    predicate: {},
  });
}

function envelope(payload: string, times = 1): object {
  const encoded = `DSSEv1 ${payloadType.length} ${payloadType} ${Buffer.byteLength(payload)} ${payload}`;
  const sig = base64(sign('sha256', Buffer.from(encoded), privateKey));
  return { payload: base64(payload), payloadType, signatures: Array.from({ length: times }, () => ({ sig })) };
}

const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const key = { publicKey: { hint: 'release' } };
const bundle = (content: object, material: object = key, type = mediaType): string =>
  JSON.stringify({ mediaType: type, verificationMaterial: { ...material, tlogEntries: [] }, ...content });

const entry = {
  logIndex: '1',
  logId: { keyId: base64('log') },
  kindVersion: { kind: 'dsse', version: '0.0.1' },
  integratedTime: '1700000000',
  canonicalizedBody: base64('{}'),
};

/** What somebody who may push, and whose word counts for nothing, can hang on an image: its digest in, bytes out. */
export const junkBundles: readonly (readonly [name: string, make: (digest: string) => Uint8Array | string])[] = [
  ['a signature of somebody else', (digest) => bundle({ dsseEnvelope: envelope(statement(digest)) })],
  ['two signatures', (digest) => bundle({ dsseEnvelope: envelope(statement(digest), 2) })],
  ['64 signatures', (digest) => bundle({ dsseEnvelope: envelope(statement(digest), 64) })],
  ['500 signatures', (digest) => bundle({ dsseEnvelope: envelope(statement(digest), 500) })],
  ['no signature', (digest) => bundle({ dsseEnvelope: { ...envelope(statement(digest)), signatures: [] } })],
  [
    'an empty signature',
    (digest) => bundle({ dsseEnvelope: { ...envelope(statement(digest)), signatures: [{ sig: '' }] } }),
  ],
  [
    'a signature that is no base64',
    (digest) => bundle({ dsseEnvelope: { ...envelope(statement(digest)), signatures: [{ sig: '%%%' }] } }),
  ],
  ['a statement about another image', () => bundle({ dsseEnvelope: envelope(statement(`sha256:${'0'.repeat(64)}`)) })],
  ['a payload that is no JSON', () => bundle({ dsseEnvelope: envelope('no JSON') })],
  [
    'a payload of another type',
    (digest) => bundle({ dsseEnvelope: { ...envelope(statement(digest)), payloadType: 'text/plain' } }),
  ],
  [
    'a message with SHA-512',
    () =>
      bundle({
        messageSignature: {
          messageDigest: { algorithm: 'SHA2_512', digest: base64(Buffer.alloc(64)) },
          signature: base64('xx'),
        },
      }),
  ],
  [
    'a message with SHA-384',
    () =>
      bundle({
        messageSignature: {
          messageDigest: { algorithm: 'SHA2_384', digest: base64(Buffer.alloc(48)) },
          signature: base64('xx'),
        },
      }),
  ],
  [
    'a message of an unknown hash',
    () =>
      bundle({
        messageSignature: {
          messageDigest: { algorithm: 'SHA3_256', digest: base64(Buffer.alloc(32)) },
          signature: base64('xx'),
        },
      }),
  ],
  [
    '40 log entries',
    (digest) =>
      bundle(
        { dsseEnvelope: envelope(statement(digest)) },
        { ...key, tlogEntries: Array.from({ length: 40 }, () => entry) },
      ).replace('"tlogEntries":[],', ''),
  ],
  ['JSON 100 deep', () => `{"mediaType":${'['.repeat(100)}${']'.repeat(100)}}`],
  ['JSON 5,000 deep', () => `{"mediaType":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
  ['no JSON', () => 'this is no bundle'],
  ['no bytes', () => ''],
  ['null', () => 'null'],
  ['an empty object', () => '{}'],
  ['a list', () => '[]'],
  ['not UTF-8', () => Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ['keys twice', (digest) => bundle({ dsseEnvelope: envelope(statement(digest)) }).replace('{', '{"mediaType":"x",')],
  [
    'a bundle of a version to come',
    (digest) => bundle({ dsseEnvelope: envelope(statement(digest)) }, key, mediaType.replace('v0.3', 'v9.9')),
  ],
  [
    'a bundle of version 0.1',
    (digest) =>
      bundle(
        { dsseEnvelope: envelope(statement(digest)) },
        key,
        'application/vnd.dev.sigstore.bundle+json;version=0.1',
      ),
  ],
  [
    'both contents',
    (digest) =>
      bundle({
        dsseEnvelope: envelope(statement(digest)),
        messageSignature: {
          messageDigest: { algorithm: 'SHA2_256', digest: base64(Buffer.alloc(32)) },
          signature: base64('x'),
        },
      }),
  ],
  ['no content', () => bundle({})],
  [
    'a certificate that is none',
    (digest) =>
      bundle({ dsseEnvelope: envelope(statement(digest)) }, { certificate: { rawBytes: base64('no certificate') } }),
  ],
  ['no material', (digest) => JSON.stringify({ mediaType, dsseEnvelope: envelope(statement(digest)) })],
  ['a member nobody knows', (digest) => bundle({ dsseEnvelope: envelope(statement(digest)), what: { is: 'this' } })],
  ['3 MB of blanks', () => ' '.repeat(3 * 1024 * 1024)],
];

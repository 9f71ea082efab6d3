import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot as TrustedRootMessage } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { type FakeBundleOptions, fakeSigstore } from '../../../../lab/fixtures/index.ts';
import type { Bundle } from '../bundles/bundle.ts';
import { parseBundle } from '../bundles/parse-bundle.ts';
import { asPublicKey } from '../keys/public-key.ts';
import { formatStatement } from '../statements/statement.ts';
import { parseTrustedRoot } from '../trust/trusted-root.ts';
import type { Artifact } from './check-content.ts';
import { type BundleAssessment, type TrustedSigner, verifyBundle } from './verify-bundle.ts';

const message = Buffer.from('an artifact');
const hex = createHash('sha256').update(message).digest('hex');
const sigstore = fakeSigstore();
const trustedRoot = parseTrustedRoot(Buffer.from(JSON.stringify(sigstore.trustedRoot)), 'root.json');
const { subject, issuer } = sigstore;
const signer: TrustedSigner = { kind: 'identity', subject, issuer, trustedRoot };
const byDigest: Artifact = { digests: { sha256: hex } };
const withBytes: Artifact = { ...byDigest, bytes: message };
const statement = formatStatement({
  digest: `sha256:${hex}`,
  name: 'r/app',
  predicateType: 'https://x.example/p',
  predicate: { a: 1 },
});

const kinds: Readonly<Record<string, FakeBundleOptions>> = {
  'message in Rekor 1': { content: { message }, entry: 'hashedrekord 0.0.1' },
  'message in Rekor 1 with a timestamp': { content: { message }, entry: 'hashedrekord 0.0.1', timestamp: true },
  'message in Rekor 2': { content: { message }, entry: 'hashedrekord 0.0.2', timestamp: true },
  'statement in Rekor 1': { content: { statement }, entry: 'dsse 0.0.1' },
  'statement in Rekor 1, old kind': { content: { statement }, entry: 'intoto 0.0.2' },
  'statement in Rekor 2': { content: { statement }, entry: 'dsse 0.0.2', timestamp: true, embed: true },
  'statement in Rekor 2 by its hash': { content: { statement }, entry: 'hashedrekord 0.0.2', timestamp: true },
};

const judge = (bundle: unknown, artifact = byDigest, by = signer): Promise<BundleAssessment> =>
  verifyBundle(parseBundle(Buffer.from(JSON.stringify(bundle)), 'bundle.json'), artifact, by);

for (const [name, options] of Object.entries(kinds)) {
  test(`trusted: ${name}`, async () => {
    const bundle = sigstore.bundle(options);
    for (const artifact of [byDigest, withBytes]) {
      const check = await judge(bundle, artifact);
      assert.equal(check.state, 'pass', check.message);
      assert.equal(check.time?.at.toISOString(), '2025-03-04T05:06:12.000Z');
      assert.equal(check.statement?.predicateType, 'statement' in options.content ? 'https://x.example/p' : undefined);
      assert.ok(check.evidence.length >= 7 && check.evidence.every(({ kind }) => kind === 'signature'));
    }
    const other = await judge(bundle, { digests: { sha256: '00'.repeat(32) } });
    assert.equal(other.state, 'fail');
  });
}

test('every step that was checked is told, in order', async () => {
  const steps = async (options: FakeBundleOptions): Promise<readonly string[]> =>
    (await judge(sigstore.bundle(options))).evidence.map((each) => each.statement);
  const named = ['The certificate is for the name asked for.', 'The identity was checked by the issuer asked for.'];
  const logged = 'The log entry names this content, this signature and this signer.';
  const proved = 'The entry is in the log, in the tree whose root the log signed.';
  const stamped = 'A timestamp authority signed when the signature was there.';
  const chain = 'The certificate leads to an authority of the trusted root, valid at the time of signing.';
  const published = 'The certificate was put into a public log.';
  assert.deepEqual(await steps({ content: { statement }, entry: 'dsse 0.0.2', timestamp: true, embed: true }), [
    ...named,
    logged,
    proved,
    stamped,
    chain,
    published,
    'The signature holds.',
    'The statement is about this artifact.',
  ]);
  // Of two times each has its chain, and the certificate is looked up in its logs once.
  assert.deepEqual(await steps({ content: { message }, entry: 'hashedrekord 0.0.1', timestamp: true }), [
    ...named,
    logged,
    'The log signed when it took the entry in.',
    proved,
    stamped,
    chain,
    published,
    chain,
    'The bundle is about this artifact.',
    'The signature over the artifact holds.',
  ]);
});

// A second opinion: bundles of the fixtures are what Sigstore's own verifier takes, so that both read the formats alike.
for (const [name, options] of Object.entries(kinds)) {
  test(`Sigstore's own verifier agrees: ${name}`, () => {
    const bundle = bundleFromJSON(sigstore.bundle(options));
    const verifier = new Verifier(toTrustMaterial(TrustedRootMessage.fromJSON(sigstore.trustedRoot)));
    assert.ok(verifier.verify(toSignedEntity(bundle, 'message' in options.content ? message : undefined)));
  });
}

test('names and issuers are compared exactly', async () => {
  const bundle = sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.1' });
  const cases: readonly (readonly [string, string, boolean])[] = [
    [subject, issuer, true],
    ['user!x', issuer, true],
    [subject.slice(0, -1), issuer, false],
    [`${subject}x`, issuer, false],
    [subject.replaceAll('.', 'x'), issuer, false],
    ['.*', issuer, false],
    ['', issuer, false],
    [subject, `${issuer}/`, false],
    [subject, '', false],
  ];
  for (const [name, by, expected] of cases) {
    const { state } = await judge(bundle, byDigest, { kind: 'identity', subject: name, issuer: by, trustedRoot });
    assert.equal(state, expected ? 'pass' : 'fail', `${name} by ${by}`);
  }
});

test('fractions of a second may have any number of digits', async () => {
  for (const fraction of ['1', '12', '123', '123456789']) {
    const bundle = sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.2', timestamp: true, fraction });
    const { state, time } = await judge(bundle);
    assert.equal(state, 'pass', fraction);
    assert.equal(time?.at.toISOString(), `2025-03-04T05:06:12.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  }
});

test('both ends of a validity belong to it, what lies beyond does not', async () => {
  for (const [after, expected] of [
    [0, 'pass'],
    [600, 'pass'],
    [601, 'fail'],
    [-1, 'fail'],
  ] as const) {
    for (const timestamp of [true, false]) {
      const entry = timestamp ? 'hashedrekord 0.0.2' : 'hashedrekord 0.0.1';
      const { state } = await judge(sigstore.bundle({ content: { message }, entry, timestamp, after }));
      assert.equal(state, expected, `${after} s, timestamp ${timestamp}`);
    }
  }
});

test('nothing of another Sigstore is trusted', async () => {
  const other = fakeSigstore();
  for (const options of Object.values(kinds)) assert.equal((await judge(other.bundle(options))).state, 'fail');
});

test('keys without a beginning of their validity are trusted never', async () => {
  const parts = ['tlogs', 'ctlogs', 'certificateAuthorities', 'timestampAuthorities'];
  for (const part of parts) {
    const root = structuredClone(sigstore.trustedRoot);
    for (const entry of root[part] as Record<string, Record<string, unknown>>[])
      delete (part.endsWith('logs') ? entry.publicKey : entry)?.validFor;
    const changed = parseTrustedRoot(Buffer.from(JSON.stringify(root)), 'root.json');
    const bundle = sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.2', timestamp: true });
    const { state } = await judge(bundle, byDigest, { kind: 'identity', subject, issuer, trustedRoot: changed });
    assert.equal(state, 'fail', part);
  }
});

test('no time, no log, no proof: not trusted', async () => {
  const withoutTime = sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.2' });
  assert.match((await judge(withoutTime)).message, /vouches for when/);
  const withoutLog = structuredClone(
    sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.1', timestamp: true }),
  );
  (withoutLog.verificationMaterial as Record<string, unknown>).tlogEntries = [];
  assert.match((await judge(withoutLog)).message, /no transparency log/);
});

test('a certificate is no key: a bundle says by which it is signed, and the other is not asked', async () => {
  const bundle = parseBundle(
    Buffer.from(JSON.stringify(sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.1' }))),
    'bundle.json',
  );
  assert.ok(bundle.signer.kind === 'certificate');
  // Its own key: the signature would hold.
  const key = asPublicKey(new X509Certificate(bundle.signer.leaf).publicKey, 'certificate');
  const byKey = await verifyBundle(bundle, withBytes, { kind: 'key', key });
  assert.deepEqual([byKey.state, byKey.message], ['fail', 'It is signed with a certificate; a key is asked for.']);
  const byHint: Bundle = { ...bundle, signer: { kind: 'public-key', hint: '' } };
  assert.equal((await verifyBundle(byHint, withBytes, { kind: 'key', key })).state, 'pass');
  const byIdentity = await verifyBundle(byHint, withBytes, signer);
  assert.deepEqual(
    [byIdentity.state, byIdentity.message],
    ['fail', 'It is signed with a key; an identity is asked for.'],
  );
});

test('a hint that names another key is told, and decides nothing', async () => {
  const bundle = parseBundle(
    Buffer.from(JSON.stringify(sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.1' }))),
    'bundle.json',
  );
  assert.ok(bundle.signer.kind === 'certificate');
  const key = asPublicKey(new X509Certificate(bundle.signer.leaf).publicKey, 'certificate');
  const told = async (hint: string): Promise<readonly [string, boolean]> => {
    const { evidence, state } = await verifyBundle({ ...bundle, signer: { kind: 'public-key', hint } }, withBytes, {
      kind: 'key',
      key,
    });
    return [state, evidence.some(({ statement }) => statement === 'It names another key.')];
  };
  assert.deepEqual(await told('somebody else'), ['pass', true]);
  assert.deepEqual(await told(''), ['pass', false]);
});

test('what was not looked at is told: log entries beside a key, where no trusted root was given', async () => {
  const bundle = parseBundle(
    Buffer.from(JSON.stringify(sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.1' }))),
    'bundle.json',
  );
  assert.ok(bundle.signer.kind === 'certificate');
  const key = asPublicKey(new X509Certificate(bundle.signer.leaf).publicKey, 'certificate');
  const isTold = async (logEntries: Bundle['logEntries']): Promise<boolean> => {
    const own: Bundle = { ...bundle, logEntries, timestamps: [], signer: { kind: 'public-key', hint: '' } };
    const { evidence, state } = await verifyBundle(own, withBytes, { kind: 'key', key });
    assert.equal(state, 'pass');
    return evidence.some(({ statement }) => /were not looked at/.test(statement));
  };
  assert.deepEqual([await isTold(bundle.logEntries), await isTold([])], [true, false]);
});

test('a log whose entries have no time of their own must have been trusted at the times of others', async () => {
  const bundle = sigstore.bundle({ content: { message }, entry: 'hashedrekord 0.0.2', timestamp: true });
  const at = Date.parse('2025-03-04T05:06:12Z');
  const day = 24 * 3_600_000;
  const messageFor = async (start: number, end: number): Promise<string> => {
    const root = structuredClone(sigstore.trustedRoot);
    for (const { publicKey } of root.tlogs as { publicKey: Record<string, unknown> }[])
      publicKey.validFor = { start: new Date(start).toISOString(), end: new Date(end).toISOString() };
    const changed = parseTrustedRoot(Buffer.from(JSON.stringify(root)), 'root.json');
    return (await judge(bundle, byDigest, { kind: 'identity', subject, issuer, trustedRoot: changed })).message;
  };
  assert.equal(await messageFor(at - day, at + day), 'It holds.');
  assert.equal(await messageFor(at, at), 'It holds.');
  assert.match(await messageFor(at + 1_000, at + day), /not trusted at the time of signing/);
  assert.match(await messageFor(at - day, at - 1_000), /not trusted at the time of signing/);
});

test('why a signature does not hold: another key, or an artifact of which the bytes are needed', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const other = asPublicKey(publicKey, 'ours.pub');
  const dsse = parseBundle(
    Buffer.from(JSON.stringify(sigstore.bundle({ content: { statement }, entry: 'dsse 0.0.1' }))),
    'bundle.json',
  );
  const bare = { logEntries: [], timestamps: [], signer: { kind: 'public-key', hint: '' } } as const;
  const says = async (bundle: Bundle, artifact: Artifact): Promise<string> =>
    (await verifyBundle(bundle, artifact, { kind: 'key', key: other })).message;
  assert.equal(await says({ ...dsse, ...bare }, withBytes), 'The signature does not hold.');
  const content = { kind: 'message', signature: sign(null, message, privateKey) } as const;
  assert.equal(await says({ ...dsse, ...bare, content }, withBytes), 'It holds.');
  assert.equal(
    await says({ ...dsse, ...bare, content }, byDigest),
    'The signature needs the artifact itself; only its digest is known.',
  );
  const damaged = { ...content, signature: content.signature.map((byte) => byte ^ 1) };
  assert.equal(await says({ ...dsse, ...bare, content: damaged }, withBytes), 'The signature does not hold.');
});

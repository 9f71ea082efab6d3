import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fakeSigstore, proofHashes, treeHash } from '../../../../lab/fixtures/index.ts';
import { parseBundle } from '../bundles/parse-bundle.ts';
import { isErrorOf } from '../testing/is-error-of.ts';
import { parseTrustedRoot } from '../trust/trusted-root.ts';
import { readCertificate } from './certificate.ts';
import { parseCheckpoint } from './checkpoint.ts';
import { leafHash, rootOfProof } from './merkle.ts';
import { readTimestamp } from './timestamp-token.ts';

const sigstore = fakeSigstore();
const bundle = parseBundle(
  Buffer.from(
    JSON.stringify(
      sigstore.bundle({ content: { message: Buffer.from('x') }, entry: 'hashedrekord 0.0.2', timestamp: true }),
    ),
  ),
  '',
);
const stamp = Buffer.from(bundle.timestamps[0] ?? []);
const leaf = Buffer.from(bundle.signer.kind === 'certificate' ? bundle.signer.leaf : []);
const root = Buffer.from(JSON.stringify(sigstore.trustedRoot));
const text = Buffer.from(bundle.logEntries[0]?.inclusionProof?.checkpoint ?? '');

/** Bytes with one to three of them changed, cut off anywhere, or anything at all. */
const damaged = (bytes: Buffer): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 }).map((edits) => {
      const copy = Buffer.from(bytes);
      for (const [at, value] of edits) copy[at] = value;
      return copy;
    }),
    fc.nat(bytes.length).map((end) => bytes.subarray(0, end)),
    fc.uint8Array({ maxLength: 100 }),
  );

const readers: Readonly<Record<string, readonly [Buffer, (bytes: Uint8Array) => unknown]>> = {
  timestamp: [stamp, (bytes) => readTimestamp(bytes, '')],
  certificate: [leaf, (bytes) => readCertificate(bytes, '')],
  'trusted root': [root, (bytes) => parseTrustedRoot(bytes, '')],
  checkpoint: [text, (bytes) => parseCheckpoint(Buffer.from(bytes).toString())],
};

for (const [name, [good, read]] of Object.entries(readers)) {
  test(`damaged bytes give a value or a typed error: ${name}`, () => {
    assert.ok(read(good) !== undefined);
    fc.assert(
      fc.property(damaged(good), (bytes) => {
        try {
          read(bytes);
        } catch (error) {
          assert.ok(isErrorOf(error, 'E_FORMAT', 'E_LIMIT', 'E_KEY'), String(error));
        }
      }),
      { numRuns: 300 },
    );
  });
}

test('a certificate is read for what it says', () => {
  const read = readCertificate(leaf, '');
  assert.deepEqual(read.names, [sigstore.subject, 'user!x']);
  assert.equal(read.issuer, sigstore.issuer);
  assert.ok(read.timestamps !== undefined && read.loggedBody.length < leaf.length);
});

test('proofs of every leaf of every small tree lead to its root, and no other place or size does', () => {
  for (let size = 1; size <= 17; size++) {
    const leaves = [...Array(size).keys()].map((index) => Buffer.from(`leaf ${index}`));
    const expected = treeHash(leaves).toString('hex');
    const reach = (index: number, place: number, of: number): string => {
      const hashes = proofHashes(leaves, index);
      return Buffer.from(rootOfProof(leafHash(leaves[index] ?? new Uint8Array()), place, of, hashes) ?? []).toString(
        'hex',
      );
    };
    for (let index = 0; index < size; index++) {
      assert.equal(reach(index, index, size), expected, `${index} of ${size}`);
      for (const place of [index - 1, index + 1, index + size]) assert.notEqual(reach(index, place, size), expected);
      assert.equal(
        rootOfProof(leafHash(Buffer.from('x')), index, size, [...proofHashes(leaves, index), Buffer.alloc(32)]),
        undefined,
      );
    }
  }
  assert.equal(rootOfProof(leafHash(Buffer.from('x')), 2 ** 53, 2 ** 53, []), undefined);
});

test('checkpoints: what is no signed note is none', () => {
  const line = '\u2014 log.example AAAAAAAA\n';
  const hash = Buffer.alloc(32).toString('base64');
  const read = parseCheckpoint(`log.example - 1\n7\n${hash}\nother line\n\n${line}${line}`);
  assert.equal(read?.size, 7);
  assert.equal(read?.signatures.length, 2);
  assert.equal(Buffer.from(read?.signed ?? []).toString(), `log.example - 1\n7\n${hash}\nother line\n`);
  for (const bad of [
    '',
    `log\n7\n${hash}\n${line}`,
    `log\n\n${hash}\n\n${line}`,
    `log\n-7\n${hash}\n\n${line}`,
    `log\n07\n${hash}\n\n${line}`,
    `log\n7\nAAAA\n\n${line}`,
    `log\n7\n${hash}\n\n`,
    `log\n7\n${hash}\n\n${line.trimEnd()}`,
    `log\n7\n${hash}\n\n- log.example AAAAAAAA\n`,
    `log\n7\n${hash}\n\n\u2014 log.example AAAA\n`,
    `\n7\n${hash}\n\n${line}`,
  ])
    assert.equal(parseCheckpoint(bad), undefined, JSON.stringify(bad));
});

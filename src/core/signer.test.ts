import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import type { Digest } from './digest.ts';
import { bareSigner, isSameSigner, isSigner, type Signer, signerKey, signerText } from './signer.ts';

const fingerprint = (digit: string): Digest => `sha256:${digit.repeat(64)}`;
const key: Signer = { kind: 'key', fingerprint: fingerprint('a') };
const named: Signer = { kind: 'identity', subject: 'release@example.com', issuer: 'https://accounts.example.com' };

test('signers are the same by what is compared, and by nothing else', () => {
  for (const [a, b, expected] of [
    [key, key, true],
    [key, { ...key, algorithm: 'ECDSA P-256' }, true],
    [key, { ...key, fingerprint: fingerprint('b') }, false],
    [key, named, false],
    [named, key, false],
    [named, { ...named }, true],
    [named, { ...named, subject: 'Release@example.com' }, false],
    [named, { ...named, subject: 'release@example.com.evil.example' }, false],
    [named, { ...named, issuer: 'https://accounts.example.com/' }, false],
  ] as const satisfies readonly (readonly [Signer, Signer, boolean])[])
    assert.equal(isSameSigner(a, b), expected, `${JSON.stringify(a)} and ${JSON.stringify(b)}`);
});

test('a signer by what is compared alone', () => {
  assert.deepEqual(bareSigner({ ...key, algorithm: 'Ed25519' }), key);
  assert.equal(signerKey({ ...key, algorithm: 'Ed25519' }), signerKey(key));
  assert.notEqual(signerKey({ ...key, fingerprint: `${fingerprint('a').slice(0, -1)}b` as Digest }), signerKey(key));
  assert.deepEqual(bareSigner({ ...named, name: 'the release' } as Signer), named);
});

test('what is no signer is refused', () => {
  for (const value of [key, named, { ...key, algorithm: 'Ed25519' }]) assert.ok(isSigner(value));
  for (const value of [
    undefined,
    null,
    'key',
    { kind: 'key' },
    { kind: 'key', fingerprint: 'sha256:abc' },
    { ...key, algorithm: 7 },
    { ...named, issuer: undefined },
    { ...named, kind: 'name' },
    { ...named, subject: ['release@example.com'] },
  ])
    assert.equal(isSigner(value), false, JSON.stringify(value));
});

test('signers are told in a few words', () => {
  assert.equal(signerText(key), `key ${'a'.repeat(12)}`);
  assert.equal(signerText(named), 'release@example.com (vouched for by https://accounts.example.com)');
});

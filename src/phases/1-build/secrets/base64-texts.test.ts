import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base64Texts } from './base64-texts.ts';
import { maskSecrets } from './mask-secrets.ts';
import { sample } from './sample.ts';
import { secretScanner } from './secret-scanner.ts';

const scanner = secretScanner({ key: Buffer.from('a key for tests') });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hitsOf = (text: string, path = 'app/notes') => scanner.scan(path, bytes(text)).hits;

const token = ['gl', 'pat-', sample(20)].join('');
const keyId = ['AK', 'IA', sample(16, 'upper')].join('');
const login = JSON.stringify({ auths: { 'r.io': { auth: btoa(`someone:${sample(20)}`) } } });
const pem = [
  `${'-'.repeat(5)}BEGIN RSA PRIVATE KEY-----`,
  ...[1, 2, 3, 4].map((seed) => sample(64, 'base64', seed)),
  '-----END RSA PRIVATE KEY-----\n',
].join('\n');
const broken = (text: string, at: number, between = '\n'): string =>
  (btoa(text).match(new RegExp(`.{1,${at}}`, 'g')) ?? []).join(between);
const url = (text: string): string => Buffer.from(text).toString('base64url');

const wrapped: readonly (readonly [what: string, text: string, detector: string])[] = [
  ['a token', `data:\n  t: ${btoa(token)}\n`, 'gitlab-token'],
  ['the shortest value that is known', `AWS_ID: ${btoa(keyId)}`, 'aws-access-key'],
  ['a token with a line end', `t: ${btoa(`${token}\n`)}`, 'gitlab-token'],
  ['in the alphabet for addresses', `?token=${url(`???>>>${token}`)}&x=1`, 'gitlab-token'],
  ['without padding', `t=${btoa(token).replaceAll('=', '')}`, 'gitlab-token'],
  ['at the very beginning and end', btoa(token), 'gitlab-token'],
  ['a key of a kubeconfig', `client-key-data: ${btoa(pem)}`, 'private-key'],
  ['broken into lines', `key: |\n  ${broken(pem, 76, '\n  ')}\n`, 'private-key'],
  ['broken into lines of 64, CRLF', broken(pem, 64, '\r\n'), 'private-key'],
  ['broken inside a JSON string', JSON.stringify({ key: broken(pem, 76) }), 'private-key'],
  ['behind an escape of JSON', JSON.stringify({ key: `\n${btoa(token)}` }), 'gitlab-token'],
  ['a login of a registry in a Secret', `.dockerconfigjson: ${btoa(login)}`, 'docker-auth'],
  ['twice', `t: ${btoa(`x: ${btoa(token)}`)}`, 'gitlab-token'],
  ['three times', `t: ${btoa(`x: ${btoa(`y: ${btoa(token)}`)}`)}`, 'gitlab-token'],
  ['in a line of settings', `t: ${btoa(`NAME=a\nTOKEN=${token}\n`)}`, 'gitlab-token'],
  ['in an address of data', `data:text/plain;base64,${btoa(token)}`, 'gitlab-token'],
];

for (const [what, text, detector] of wrapped) {
  test(`secrets in base64: ${what}`, () => {
    const hits = hitsOf(text);
    assert.deepEqual(
      hits.map((hit) => hit.detector),
      [detector],
    );
    assert.deepEqual(
      hits[0]?.notes.filter((note) => note.includes('base64')),
      ['It is written in base64.'],
    );
    // What is told is the value and not how it is written: the same secret elsewhere has the same fingerprint.
    if (detector === 'gitlab-token') assert.equal(hits[0]?.fingerprint, hitsOf(token)[0]?.fingerprint);
    assert.deepEqual(hitsOf(maskSecrets(text)), [], 'nothing of it can be read in the masked text');
  });
}

test('secrets in base64: each of several in one stretch, at its place', () => {
  const other = ['gl', 'pat-', sample(20, 'alphanumeric', 3)].join('');
  const text = `first\nkey: ${btoa(`${'a'.repeat(57)} ${token} ${other}`)}`;
  const hits = hitsOf(text);
  assert.deepEqual(
    hits.map(({ line, column, length }) => [line, column, length]),
    [
      [2, 6 + Math.floor((58 * 8) / 6), 26],
      [2, 6 + Math.floor((85 * 8) / 6), 26],
    ],
  );
});

const left: readonly (readonly [what: string, text: string])[] = [
  ['text without a secret', btoa('nothing that anybody would want to keep for himself')],
  ['a login that is a placeholder', btoa('{"auths":{"r.io":{"auth":"dXNlcjpwYXNzd29yZA=="}}}')],
  [
    'bytes that are no text',
    Buffer.from(Uint8Array.from({ length: 900 }, (_, i) => (i * 167) & 0xff)).toString('base64'),
  ],
  ['names of code', 'const getElementsByTagNameAndClassNameOfDocument = documentElementsByTagName;'],
  ['deeper than is looked', btoa(btoa(btoa(btoa(token))))],
];

for (const [what, text] of left) {
  test(`secrets in base64: not told: ${what}`, () => assert.deepEqual(hitsOf(text), []));
}

test('base64: every text of twenty bytes and more is found where it is written', () => {
  const text = fc.string({ unit: fc.constantFrom(...'abcXYZ019 =:{}"/+-_\n'), minLength: 20, maxLength: 200 });
  const around = fc.string({ unit: fc.constantFrom(...' .:;"\n'), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(around, text, around, (before, inner, after) => {
      const found = base64Texts(bytes(`${before}${btoa(inner)}${after}`));
      assert.equal(found.length, 1);
      assert.equal(Buffer.from(found[0]?.bytes ?? []).toString(), inner);
      const encoded = btoa(inner).replaceAll('=', '').length;
      assert.deepEqual(found[0]?.placeOf(0, inner.length), { start: before.length, end: before.length + encoded });
    }),
    { numRuns: 300 },
  );
});

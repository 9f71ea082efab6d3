import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { test } from 'node:test';
import { SeaworthyError } from '../../../core/index.ts';
import { formatPem, readPem } from '../../../foundations/formats/index.ts';
import { anySignatureHolds, digestSignatureHolds, hashBytes } from '../verify/signature.ts';
import { generateKeys } from './generate-keys.ts';
import { openKeyFile, sealKeyFile } from './key-file.ts';
import { asPublicKey, hintFits, loadPublicKey } from './public-key.ts';
import { loadSigningKey, signingKeyFromPkcs8 } from './signing-key.ts';

const password = Buffer.from('correct horse');
const pair = await generateKeys(password);
const message = Buffer.from('a message');

const load = (text: string, secret: Uint8Array = password) =>
  loadSigningKey({ text, password: secret, where: 'test.key' });
const withCode =
  (...codes: readonly string[]) =>
  (error: unknown) =>
    error instanceof SeaworthyError && codes.includes(error.code);

/** The key file with something in it changed. */
function changed(change: (sealed: Record<string, Record<string, unknown>>) => void, text = pair.privateKey): string {
  const [block] = readPem(text, '');
  const sealed = JSON.parse(Buffer.from(block?.bytes ?? []).toString()) as Record<string, Record<string, unknown>>;
  change(sealed);
  return formatPem({ label: block?.label ?? '', bytes: Buffer.from(JSON.stringify(sealed)) });
}

test('a new pair: the sealed key opens with its password and signs what the public key checks', async () => {
  const signer = await load(pair.privateKey);
  const signature = await signer.sign(message);
  const key = loadPublicKey(pair.publicKey, 'test.pub');
  assert.equal(key.hint, signer.publicKey.hint);
  assert.equal(key.algorithm, 'ECDSA P-256');
  assert.ok(verify('sha256', message, pair.publicKey, signature));
  assert.ok(!pair.privateKey.includes('PRIVATE KEY-----\nMIG'));
  for (const wrong of ['', 'correct hors', 'correct horse '])
    await assert.rejects(load(pair.privateKey, Buffer.from(wrong)), withCode('E_KEY'));
});

test('both labels are read, an empty password is a password', async () => {
  const old = pair.privateKey.replaceAll('SIGSTORE', 'COSIGN');
  assert.equal((await load(old)).publicKey.hint, (await load(pair.privateKey)).publicKey.hint);
  const empty = await generateKeys(new Uint8Array());
  assert.ok(await load(empty.privateKey, new Uint8Array()));
});

test('every change of the file is refused', async () => {
  const base64 = (bytes: number): string => Buffer.alloc(bytes, 1).toString('base64');
  const params = (change: Record<string, unknown>) => (sealed: Record<string, Record<string, unknown>>) =>
    Object.assign(sealed.kdf?.params as object, change);
  const changes: readonly ((sealed: Record<string, Record<string, unknown>>) => unknown)[] = [
    (sealed) => Object.assign(sealed.kdf ?? {}, { name: 'pbkdf2' }),
    (sealed) => Object.assign(sealed.cipher ?? {}, { name: 'aes' }),
    (sealed) => Object.assign(sealed.cipher ?? {}, { nonce: base64(12) }),
    (sealed) => Object.assign(sealed.cipher ?? {}, { nonce: base64(24) }),
    (sealed) => Object.assign(sealed.kdf ?? {}, { salt: base64(16) }),
    (sealed) => Object.assign(sealed.kdf ?? {}, { salt: base64(32) }),
    (sealed) => Object.assign(sealed, { ciphertext: base64(8) }),
    (sealed) => Object.assign(sealed, { ciphertext: '' }),
    (sealed) => Object.assign(sealed, { ciphertext: '***' }),
    (sealed) => Reflect.deleteProperty(sealed, 'kdf'),
    params({ N: 2 ** 15 }),
  ];
  for (const [index, change] of changes.entries()) {
    const text = changed((sealed) => void change(sealed));
    await assert.rejects(load(text), withCode('E_KEY', 'E_FORMAT'), `change ${index}`);
  }
});

test('scrypt parameters out of range are refused before anything is derived', async () => {
  for (const change of [
    { N: 2 ** 30 },
    { N: 2 ** 14 },
    { N: 65_535 },
    { N: '65536' },
    { r: 9 },
    { r: 2 ** 20 },
    { p: 2 },
    { p: 0 },
  ]) {
    const text = changed((sealed) => void Object.assign(sealed.kdf?.params as object, change));
    // A derivation with any of them would not end, or not in memory.
    await assert.rejects(load(text), /not one that we open/, JSON.stringify(change));
  }
});

test('a flip of any byte of the sealed key is noticed', async () => {
  const [block] = readPem(pair.privateKey, '');
  const sealed = JSON.parse(Buffer.from(block?.bytes ?? []).toString()) as { ciphertext: string };
  const ciphertext = Buffer.from(sealed.ciphertext, 'base64');
  for (const at of [0, 15, 16, ciphertext.length - 1]) {
    const copy = Buffer.from(ciphertext);
    copy[at] = (copy[at] ?? 0) ^ 1;
    await assert.rejects(
      load(changed((file) => void Object.assign(file, { ciphertext: copy.toString('base64') }))),
      withCode('E_KEY'),
    );
  }
});

test('what is sealed must be PKCS #8', async () => {
  const key = createPrivateKey({
    key: Buffer.from(await openKeyFile(pair.privateKey, password, '')),
    format: 'der',
    type: 'pkcs8',
  });
  const sec1 = key.export({ type: 'sec1', format: 'der' });
  await assert.rejects(load(await sealKeyFile(sec1, password)), withCode('E_KEY'));
  await assert.rejects(load(await sealKeyFile(Buffer.from('junk'), password)), withCode('E_KEY'));
  assert.ok(signingKeyFromPkcs8(key.export({ type: 'pkcs8', format: 'der' }), ''));
});

test('files that are no keys are refused', async () => {
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const odd = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  for (const text of [
    '',
    'x',
    pair.publicKey,
    `${pair.privateKey}${pair.privateKey}`,
    pair.privateKey.slice(0, 200),
    weak.toString(),
    odd.toString(),
  ]) {
    await assert.rejects(load(text), withCode('E_KEY', 'E_FORMAT'), text.slice(0, 60));
  }
  for (const text of ['', pair.privateKey, `${pair.publicKey}${pair.publicKey}`])
    assert.throws(() => loadPublicKey(text, 'test.pub'), withCode('E_KEY', 'E_FORMAT'));
});

test('hints: empty or the SHA-256 of the key, in the spellings in use', () => {
  const key = loadPublicKey(pair.publicKey, 'test.pub');
  const hex = hashBytes(key.spki).toString('hex');
  for (const hint of ['', key.hint, hex, `sha256:${hex}`, `SHA256:${key.hint.replace('=', '')}`])
    assert.ok(hintFits(hint, key), hint);
  for (const hint of [key.hint.toLowerCase(), hex.slice(1), 'x', `${key.hint} `]) assert.ok(!hintFits(hint, key), hint);
});

const keys: Readonly<Record<string, () => { readonly privateKey: KeyObject; readonly publicKey: KeyObject }>> = {
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  RSA: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};
for (const [name, make] of Object.entries(keys)) {
  test(`a signature is checked with the bytes and with their digest alone: ${name}`, async () => {
    const { privateKey, publicKey } = make();
    const signer = signingKeyFromPkcs8(privateKey.export({ type: 'pkcs8', format: 'der' }), '');
    const hash = name === 'P-384' ? 'sha384' : name === 'P-521' ? 'sha512' : 'sha256';
    const [digest, other] = [hashBytes(message, hash), hashBytes(Buffer.from('other'), hash)];
    assert.match(asPublicKey(publicKey, '').algorithm, name === 'RSA' ? /RSA 2048/ : new RegExp(name));
    for (let round = 0; round < 8; round++) {
      const signature = await signer.sign(message);
      assert.ok(anySignatureHolds(publicKey, message, signature));
      assert.equal(await digestSignatureHolds(publicKey, digest, hash, signature), true);
      assert.equal(await digestSignatureHolds(publicKey, other, hash, signature), false);
      signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      assert.equal(await digestSignatureHolds(publicKey, digest, hash, signature), false);
    }
    assert.equal(await digestSignatureHolds(publicKey, digest, hash, new Uint8Array()), false);
  });
}

test('Ed25519 signs bytes, so that a digest alone says nothing', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  assert.equal(await digestSignatureHolds(publicKey, hashBytes(message), 'sha256', new Uint8Array(64)), undefined);
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, verify } from 'node:crypto';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../../core/index.ts';
import { derTag, encodeDer, formatPem } from '../../../foundations/formats/index.ts';
import { loadPublicKey } from './public-key.ts';
import { hashOf, loadSigningKey, needsPassword } from './signing-key.ts';

const message = Buffer.from('a message');
const password = 'correct horse';

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version']);
    return true;
  } catch {
    return false;
  }
}
const skip = hasOpenssl() ? false : 'openssl is not installed';

/** How people make keys, as arguments of openssl one after the other; the last writes `key.pem`. */
const recipes: Readonly<Record<string, readonly string[]>> = {
  'PKCS #8': ['genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem'],
  'SEC 1': ['ecparam -name prime256v1 -genkey -noout -out key.pem'],
  'SEC 1 behind its parameters': ['ecparam -name secp384r1 -genkey -out key.pem'],
  'SEC 1, sealed in the old way': [
    'ecparam -name prime256v1 -genkey -noout -out a',
    `ec -in a -aes256 -passout pass:PW -out key.pem`,
  ],
  'PKCS #1': ['genrsa -traditional -out key.pem 2048'],
  'PKCS #1, sealed in the old way': ['genrsa -traditional -aes128 -passout pass:PW -out key.pem 2048'],
  Ed25519: ['genpkey -algorithm ed25519 -out key.pem'],
  'PKCS #8 sealed: EC': [
    'genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out a',
    'pkcs8 -topk8 -in a -passout pass:PW -out key.pem',
  ],
  'PKCS #8 sealed: RSA, scrypt': ['genrsa -out a 2048', 'pkcs8 -topk8 -scrypt -in a -passout pass:PW -out key.pem'],
  'PKCS #8 sealed: Ed25519, many rounds': [
    'genpkey -algorithm ed25519 -out a',
    'pkcs8 -topk8 -iter 100000 -v2prf hmacWithSHA512 -in a -passout pass:PW -out key.pem',
  ],
};

for (const [name, steps] of Object.entries(recipes)) {
  test(`openssl's keys sign: ${name}`, { skip }, async () => {
    await inTemporaryDirectory(async (folder) => {
      const { readFile } = await import('node:fs/promises');
      const options = { cwd: folder, stdio: 'pipe' } as const;
      for (const step of steps)
        execFileSync(
          'openssl',
          step.split(' ').map((word) => word.replace('PW', password)),
          options,
        );
      const text = await readFile(`${folder}/key.pem`, 'utf8');
      const sealed = steps.some((step) => step.includes('PW'));
      assert.equal(needsPassword(text), sealed);
      execFileSync(
        'openssl',
        ['pkey', '-in', 'key.pem', '-passin', `pass:${password}`, '-pubout', '-out', 'key.pub'],
        options,
      );
      const pub = await readFile(`${folder}/key.pub`, 'utf8');
      const where = 'key.pem';
      const signer = await loadSigningKey({ text, password: Buffer.from(sealed ? password : ''), where });
      const signature = await signer.sign(message);
      assert.equal(loadPublicKey(pub, 'key.pub').hint, signer.publicKey.hint);
      assert.ok(verify(hashOf(signer.publicKey.key), message, pub, signature));
      if (!sealed) return;
      for (const wrong of ['', 'correct hors']) {
        const opened = loadSigningKey({ text, password: Buffer.from(wrong), where });
        await assert.rejects(opened, (error) => error instanceof SeaworthyError && error.code === 'E_KEY', wrong);
      }
    });
  });
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
/** `PBES2`, `PBKDF2`, `scrypt`, as they stand in a key. */
const ids = { pbes2: '06092a864886f70d01050d', pbkdf2: '06092a864886f70d01050c', scrypt: '06092b06010401da47040b' };
const sequence = (...parts: readonly Uint8Array[]): Uint8Array => encodeDer(derTag.sequence, ...parts);
const integer = (value: string): Uint8Array => encodeDer(derTag.integer, hex(value));

/** A sealed key that asks for so much work. */
function withWork(id: keyof typeof ids, ...work: readonly Uint8Array[]): string {
  const kdf = sequence(hex(ids[id]), sequence(encodeDer(derTag.octetString, Buffer.alloc(8)), ...work));
  const algorithm = sequence(hex(ids.pbes2), sequence(kdf, sequence()));
  const bytes = sequence(algorithm, encodeDer(derTag.octetString, Buffer.alloc(64)));
  return formatPem({ label: 'ENCRYPTED PRIVATE KEY', bytes });
}

test('a file that asks for hours of work, or for all memory, is refused before any is done', async () => {
  const started = performance.now();
  for (const [text, said] of [
    [withWork('pbkdf2', integer('77359400')), /2000000000 rounds/],
    [withWork('pbkdf2', integer('00')), /0 rounds/],
    [withWork('scrypt', integer('40000000'), integer('08'), integer('01')), /too much work/],
    [withWork('scrypt', integer('4000'), integer('08'), integer('40')), /too much work/],
    [withWork('scrypt', integer('4000')), /without its parameters/],
    [withWork('pbes2', integer('01')), /not known/],
  ] as const) {
    const opened = loadSigningKey({ text, password: Buffer.from('pw'), where: 'k' });
    await assert.rejects(
      opened,
      (error) => error instanceof SeaworthyError && said.test(error.why ?? ''),
      String(said),
    );
  }
  assert.ok(performance.now() - started < 1_000);
});

test('public keys: both forms are read, what is no public key is told apart', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pkcs1 = rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const spki = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  assert.equal(loadPublicKey(pkcs1, 'a').fingerprint, loadPublicKey(spki, 'b').fingerprint);
  const secret = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const certificate = spki.replaceAll('PUBLIC KEY', 'CERTIFICATE');
  for (const [text, next] of [
    [secret, /private half/],
    [certificate, /openssl x509/],
  ] as const)
    assert.throws(
      () => loadPublicKey(text, 'k'),
      (error) => error instanceof SeaworthyError && next.test(error.next),
    );
  assert.ok(createPrivateKey(secret));
});

test('what is no private key is refused with what to do', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const pub = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const ssh = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n';
  const damaged = '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAMCAQE=\n-----END ENCRYPTED PRIVATE KEY-----\n';
  const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
  for (const [text, said] of [
    [pub, /PUBLIC KEY found/],
    [ssh, /OPENSSH/],
    [damaged, /damaged/],
    [parameters, /none found/],
  ] as const) {
    const opened = loadSigningKey({ text, password: new Uint8Array(), where: 'k' });
    await assert.rejects(
      opened,
      (error) => error instanceof SeaworthyError && said.test(error.why ?? ''),
      String(said),
    );
  }
});

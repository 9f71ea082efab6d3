import { randomBytes, scrypt } from 'node:crypto';
import { SeaworthyError } from '../../../core/index.ts';
import {
  asObject,
  asString,
  decodeBase64,
  field,
  formatPem,
  parseJson,
  readPem,
} from '../../../foundations/formats/index.ts';

/*
 * The encrypted key file of Cosign: a PEM block around base64 of JSON; the key as PKCS#8 in a NaCl secretbox (XSalsa20-Poly1305), its key derived
 * from the password by scrypt (secure-systems-lab/go-securesystemslib, package encrypted).
 */

const labelWritten = 'ENCRYPTED SIGSTORE PRIVATE KEY';
const labelsRead = [labelWritten, 'ENCRYPTED COSIGN PRIVATE KEY'];
/** Costs that the format knows. Anything else is refused before a derivation: a file could ask for all memory, or for none of the work. */
const costs = [2 ** 15, 2 ** 16, 2 ** 17];
const costWritten = 2 ** 16;
const blockSize = 8;
const parallelism = 1;
const keyBytes = 32;
const saltBytes = 32;
const nonceBytes = 24;
const maxFile = 64 * 1024;

interface SealedKey {
  readonly cost: number;
  readonly salt: Uint8Array;
  readonly nonce: Uint8Array;
  readonly ciphertext: Uint8Array;
}

function refused(where: string, why: string): SeaworthyError {
  return new SeaworthyError('E_KEY', 'the key file is not one that we open', { where, why });
}

/** Whether the text is an encrypted key file, by its PEM label. */
export function isEncryptedKeyFile(text: string): boolean {
  return labelsRead.some((label) => text.includes(`-----BEGIN ${label}-----`));
}

function parseSealed(text: string, where: string): SealedKey {
  if (text.length > maxFile) throw new SeaworthyError('E_LIMIT', `a key file of ${text.length} characters`, { where });
  const [block, ...more] = readPem(text, where);
  if (block === undefined || more.length > 0 || !labelsRead.includes(block.label))
    throw refused(where, `one PEM block ${labelsRead.join(' or ')} is expected`);
  const sealed = asObject(parseJson(block.bytes, where, { maxBytes: maxFile, maxDepth: 8 }), where);
  const kdf = asObject(field(sealed, 'kdf'), `${where}, kdf`);
  const params = asObject(field(kdf, 'params'), `${where}, kdf, params`);
  const cipher = asObject(field(sealed, 'cipher'), `${where}, cipher`);
  if (field(kdf, 'name') !== 'scrypt') throw refused(where, 'the key derivation is not scrypt');
  if (field(cipher, 'name') !== 'nacl/secretbox') throw refused(where, 'the cipher is not nacl/secretbox');
  const cost = costs.find((known) => known === field(params, 'N'));
  if (cost === undefined || field(params, 'r') !== blockSize || field(params, 'p') !== parallelism)
    throw refused(
      where,
      `scrypt parameters out of range: N must be ${costs.join(', ')}, r ${blockSize}, p ${parallelism}`,
    );
  const bytes = (value: unknown, name: string): Uint8Array =>
    decodeBase64(asString(field(value, name), `${where}, ${name}`), `${where}, ${name}`);
  const [salt, nonce] = [bytes(kdf, 'salt'), bytes(cipher, 'nonce')];
  if (salt.length !== saltBytes) throw refused(where, `a salt of ${salt.length} bytes; ${saltBytes} are expected`);
  if (nonce.length !== nonceBytes) throw refused(where, `a nonce of ${nonce.length} bytes; ${nonceBytes} are expected`);
  return { cost, salt, nonce, ciphertext: bytes(sealed, 'ciphertext') };
}

function derive(password: Uint8Array, salt: Uint8Array, cost: number): Promise<Uint8Array> {
  // scrypt takes 128 · N · r bytes; Node refuses more than 32 MiB unless told.
  const options = { N: cost, r: blockSize, p: parallelism, maxmem: 160 * cost * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

/**
 * The private key of an encrypted key file, as PKCS#8 DER. Throws `E_KEY` (wrong password, parameters or algorithms that are not allowed),
 * `E_FORMAT` (no such file), `E_LIMIT`.
 */
export async function openKeyFile(text: string, password: Uint8Array, where: string): Promise<Uint8Array> {
  const { cost, salt, nonce, ciphertext } = parseSealed(text, where);
  const { xsalsa20poly1305 } = await import('@noble/ciphers/salsa.js');
  const key = await derive(password, salt, cost);
  try {
    return xsalsa20poly1305(key, nonce).decrypt(ciphertext);
  } catch {
    throw new SeaworthyError('E_KEY', 'the key file does not open with this password', {
      where,
      why: 'either the password is another one, or the file is damaged: its seal does not hold',
    });
  } finally {
    key.fill(0);
  }
}

/** A key file around a private key in PKCS#8 DER, sealed with the password. */
export async function sealKeyFile(pkcs8: Uint8Array, password: Uint8Array): Promise<string> {
  const { xsalsa20poly1305 } = await import('@noble/ciphers/salsa.js');
  const [salt, nonce] = [randomBytes(saltBytes), randomBytes(nonceBytes)];
  const key = await derive(password, salt, costWritten);
  const ciphertext = xsalsa20poly1305(key, nonce).encrypt(pkcs8);
  key.fill(0);
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  const sealed = {
    kdf: { name: 'scrypt', params: { N: costWritten, r: blockSize, p: parallelism }, salt: base64(salt) },
    cipher: { name: 'nacl/secretbox', nonce: base64(nonce) },
    ciphertext: base64(ciphertext),
  };
  return formatPem({ label: labelWritten, bytes: Buffer.from(JSON.stringify(sealed)) });
}

import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { SeaworthyError } from '../../../core/index.ts';
import { derInteger, derSequence, derTag, expectTag, readDer } from '../../../foundations/formats/index.ts';
import { isEncryptedKeyFile, openKeyFile } from './key-file.ts';
import { isSealedByOpenssl, readPrivateKey } from './private-key.ts';
import { asPublicKey, type PublicKey } from './public-key.ts';

/** Something that signs: today a key in memory, later a token or a service. */
export interface SigningKey {
  readonly publicKey: PublicKey;
  /** A signature over the bytes: ECDSA in DER with the hash of the curve's size, RSA PKCS #1 v1.5 with SHA-256, Ed25519. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** The text of a key file and what opens it. */
export interface KeyFile {
  readonly text: string;
  /** Empty for a file that is not encrypted. Not kept. */
  readonly password: Uint8Array;
  /** Path, for messages. */
  readonly where: string;
}

/** The hash that goes with a key: by the curve's size, SHA-256 for RSA, none for Ed25519 (which brings its own). */
export function hashOf(key: KeyObject): 'sha256' | 'sha384' | 'sha512' | null {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === 'ed25519') return null;
  return curve === 'secp384r1' ? 'sha384' : curve === 'secp521r1' ? 'sha512' : 'sha256';
}

function notPkcs8(where: string, cause?: unknown): SeaworthyError {
  return new SeaworthyError('E_KEY', 'the key file holds no private key in PKCS #8', { where, cause });
}

/** Throws unless the bytes have the outer form of PKCS #8 (RFC 5958): OpenSSL would take SEC 1 and PKCS #1 as well. */
function checkPkcs8(pkcs8: Uint8Array, where: string): void {
  try {
    const [version, algorithm, key] = derSequence(readDer(pkcs8, where), where);
    derInteger(version, where);
    derSequence(algorithm, where);
    expectTag(key, derTag.octetString, where);
  } catch (cause) {
    throw notPkcs8(where, cause);
  }
}

/** A signing key from a private key in PKCS #8 DER. Throws `E_KEY`. */
export function signingKeyFromPkcs8(pkcs8: Uint8Array, where: string): SigningKey {
  checkPkcs8(pkcs8, where);
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw notPkcs8(where, cause);
  }
  return signingKeyWith(key, where);
}

function signingKeyWith(key: KeyObject, where: string): SigningKey {
  return {
    publicKey: asPublicKey(createPublicKey(key), where),
    sign: async (bytes) => sign(hashOf(key), bytes, key),
  };
}

/** Whether a key file opens with a password only: one of Cosign, or one that OpenSSL sealed. */
export function needsPassword(text: string): boolean {
  return isEncryptedKeyFile(text) || isSealedByOpenssl(text);
}

/**
 * Opens a key file: an encrypted one in the format of Cosign, or a private key as OpenSSL writes it, sealed or not (see `readPrivateKey`). Throws `E_KEY` for a
 * wrong password, a damaged file and kinds of keys that are not supported, `E_FORMAT` for other files, `E_LIMIT`.
 */
export async function loadSigningKey({ text, password, where }: KeyFile): Promise<SigningKey> {
  if (isEncryptedKeyFile(text)) return signingKeyFromPkcs8(await openKeyFile(text, password, where), where);
  return signingKeyWith(readPrivateKey(text, password, where), where);
}

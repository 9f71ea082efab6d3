import { constants, createHash, type KeyObject, publicDecrypt, verify } from 'node:crypto';
import type { HashName } from '../bundles/bundle.ts';
import { hashOf } from '../keys/signing-key.ts';

/** Whether the signature is the key's over these bytes, with the hash that goes with the key (or the one given). Never throws for a bad signature. */
export function signatureHolds(
  key: KeyObject,
  bytes: Uint8Array,
  signature: Uint8Array,
  hash: HashName | null = hashOf(key),
): boolean {
  try {
    return verify(hash, bytes, key, signature);
  } catch {
    return false;
  }
}

/**
 * As `signatureHolds`, for a key that people gave: Cosign signs with SHA-256 whatever the curve is, so that both that and the hash of the
 * curve's size are taken.
 */
export function anySignatureHolds(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  const own = hashOf(key);
  if (signatureHolds(key, bytes, signature, own)) return true;
  return own !== null && own !== 'sha256' && signatureHolds(key, bytes, signature, 'sha256');
}

/** DigestInfo of PKCS #1 v1.5 (RFC 8017, section 9.2, note 1) up to the digest. */
const digestInfo: Readonly<Record<HashName, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/**
 * Whether the signature is the key's over bytes of which only the digest is known. `undefined` where that cannot be told: Ed25519 signs the bytes
 * themselves. Node's `verify` always hashes, so that ECDSA goes through another library and RSA is opened by hand.
 */
export async function digestSignatureHolds(
  key: KeyObject,
  digest: Uint8Array,
  hash: HashName,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  if (key.asymmetricKeyType === 'rsa') return rsaHolds(key, digest, hash, signature);
  if (key.asymmetricKeyType !== 'ec') return undefined;
  const { p256, p384, p521 } = await import('@noble/curves/nist.js');
  const { namedCurve } = key.asymmetricKeyDetails ?? {};
  const curve = namedCurve === 'prime256v1' ? p256 : namedCurve === 'secp384r1' ? p384 : p521;
  try {
    // SubjectPublicKeyInfo ends with the point.
    const point = key.export({ type: 'spki', format: 'der' }).subarray(-(1 + 2 * (curve.lengths.secretKey ?? 0)));
    return curve.verify(signature, digest, point, { prehash: false, format: 'der', lowS: false });
  } catch {
    return false;
  }
}

function rsaHolds(key: KeyObject, digest: Uint8Array, hash: HashName, signature: Uint8Array): boolean {
  try {
    const opened = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return opened.equals(Buffer.concat([Buffer.from(digestInfo[hash], 'hex'), digest]));
  } catch {
    return false;
  }
}

/** Digest of bytes in memory. */
export function hashBytes(bytes: Uint8Array, hash: HashName = 'sha256'): Buffer {
  return createHash(hash).update(bytes).digest();
}

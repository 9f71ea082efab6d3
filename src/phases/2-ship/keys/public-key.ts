import { createPublicKey, type KeyObject } from 'node:crypto';
import { type Digest, defined, type KeySigner, keyFingerprint, SeaworthyError } from '../../../core/index.ts';
import { readPem } from '../../../foundations/formats/index.ts';

/** A key that signatures are checked with. */
export interface PublicKey {
  readonly key: KeyObject;
  /** SubjectPublicKeyInfo in DER: what the key is known by. */
  readonly spki: Uint8Array;
  /** SHA-256 of `spki` in base64: the hint that Sigstore bundles carry. */
  readonly hint: string;
  /** The same as people and the ledger write it: `sha256:` and hexadecimal digits. */
  readonly fingerprint: Digest;
  /** For people: `ECDSA P-256`. */
  readonly algorithm: string;
}

const curves = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
]);
const smallestRsa = 2_048;
const largestRsa = 8_192;

/** The name of the key's algorithm. Throws `E_KEY` for a kind or size that is not supported. */
function algorithmOf(key: KeyObject, where: string): string {
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ed25519') return 'Ed25519';
  const curve = curves.get(namedCurve);
  if (key.asymmetricKeyType === 'ec' && curve !== undefined) return `ECDSA ${curve}`;
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= smallestRsa && modulusLength <= largestRsa)
    return `RSA ${modulusLength}`;
  throw new SeaworthyError('E_KEY', 'a key of a kind that is not supported', {
    where,
    why: [key.asymmetricKeyType, namedCurve || modulusLength || ''].join(' ').trim(),
    next: 'Use ECDSA P-256, P-384 or P-521, Ed25519, or RSA of 2048 to 8192 bits.',
  });
}

/** What a Node key is to us. Throws `E_KEY`. */
export function asPublicKey(key: KeyObject, where: string): PublicKey {
  const algorithm = algorithmOf(key, where);
  const spki = key.export({ type: 'spki', format: 'der' });
  const fingerprint = keyFingerprint(spki);
  const hint = Buffer.from(fingerprint.slice('sha256:'.length), 'hex').toString('base64');
  return { key, spki, algorithm, hint, fingerprint };
}

function publicKeyFrom(bytes: Uint8Array, type: 'spki' | 'pkcs1', where: string): PublicKey {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(bytes), format: 'der', type });
  } catch (cause) {
    throw new SeaworthyError('E_KEY', 'not a public key', { where, cause });
  }
  return asPublicKey(key, where);
}

/** A key from its SubjectPublicKeyInfo in DER. Throws `E_KEY`. */
export function publicKeyFromSpki(spki: Uint8Array, where: string): PublicKey {
  return publicKeyFrom(spki, 'spki', where);
}

/** What to do with a PEM block that is no public key, by its label. */
function publicKeyAdvice(label: string): string | undefined {
  if (label === 'CERTIFICATE')
    return 'A certificate says more than its key, and none of that would be checked: `openssl x509 -pubkey -noout` gives the key.';
  if (!label.endsWith('PRIVATE KEY')) return undefined;
  return 'This is the private half; signatures are checked with the public one (`openssl pkey -pubout`).';
}

/** The public key of a PEM text with one block `PUBLIC KEY`, or `RSA PUBLIC KEY` (PKCS #1). Throws `E_FORMAT`, `E_KEY`, `E_LIMIT`. */
export function loadPublicKey(pem: string, where: string): PublicKey {
  const [block, ...more] = readPem(pem, where);
  const label = block?.label ?? 'nothing';
  const isKey = label === 'PUBLIC KEY' || label === 'RSA PUBLIC KEY';
  if (block === undefined || !isKey || more.length > 0) {
    const next = publicKeyAdvice(label);
    throw new SeaworthyError('E_FORMAT', 'not a public key file', {
      where,
      why: isKey ? 'one key is expected, and there is more' : `one PEM block PUBLIC KEY is expected, ${label} found`,
      ...defined({ next }),
    });
  }
  return label === 'PUBLIC KEY' ? publicKeyFromSpki(block.bytes, where) : publicKeyFrom(block.bytes, 'pkcs1', where);
}

/** A hint in the spelling of `fingerprint`, where it is the hash that clients write; else as it stands, cut. */
export function hintText(hint: string): string {
  const hash = /^[A-Za-z0-9+/]{43}=$/.test(hint) ? Buffer.from(hint, 'base64') : undefined;
  return hash === undefined ? hint.slice(0, 100) : `sha256:${hash.toString('hex')}`;
}

/** Whether a hint or key id that a signer wrote can be this key's: empty, or its SHA-256 in one of the spellings in use. */
export function hintFits(hint: string, key: PublicKey): boolean {
  const hex = Buffer.from(key.hint, 'base64').toString('hex');
  // npm writes `SHA256:` and base64 without padding, as ssh does.
  return ['', key.hint, hex, `sha256:${hex}`, `SHA256:${key.hint.replace(/=+$/, '')}`].includes(hint);
}

/** Who vouches with the key. */
export function keySigner({ fingerprint, algorithm }: PublicKey): KeySigner {
  return { kind: 'key', fingerprint, algorithm };
}

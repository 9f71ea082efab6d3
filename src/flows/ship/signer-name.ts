import type { Digest } from '../../core/index.ts';
import type { PublicKey, TrustedSigner } from '../../phases/2-ship/index.ts';

/** Who signed, or must have, by what can be compared: a key by the SHA-256 of its SubjectPublicKeyInfo, a person or workflow by exact names. */
export type SignerName =
  | {
      readonly kind: 'key';
      readonly fingerprint: Digest;
      /** For people: `ECDSA P-256`. */
      readonly algorithm: string;
    }
  | { readonly kind: 'identity'; readonly subject: string; readonly issuer: string };

/** The name of a key. */
export function keyName({ fingerprint, algorithm }: PublicKey): SignerName & { readonly kind: 'key' } {
  return { kind: 'key', fingerprint, algorithm };
}

/** The name of whoever is asked for. */
export function signerName(signer: TrustedSigner): SignerName {
  if (signer.kind === 'key') return keyName(signer.key);
  return { kind: 'identity', subject: signer.subject, issuer: signer.issuer };
}

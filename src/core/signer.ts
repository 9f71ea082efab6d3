import { createHash } from 'node:crypto';
import { type Digest, isDigest, shortDigest } from './digest.ts';

/** Who vouches by a key: known by the SHA-256 of its SubjectPublicKeyInfo. */
export interface KeySigner {
  readonly kind: 'key';
  readonly fingerprint: Digest;
  /** For people, and never compared: `ECDSA P-256`. */
  readonly algorithm?: string;
}

/** Who vouches by name: a person or a workflow, and who says so. Both are compared exactly, never as patterns. */
export interface IdentitySigner {
  readonly kind: 'identity';
  /** Name in the certificate: an e-mail address, the address of a workflow. */
  readonly subject: string;
  /** OpenID Connect issuer that checked the name. */
  readonly issuer: string;
}

/** Who vouches for something: asked for by a rule, found by a check, written down in a record. */
export type Signer = KeySigner | IdentitySigner;

/** What a key is known by, from its SubjectPublicKeyInfo in DER. */
export function keyFingerprint(spki: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(spki).digest('hex')}`;
}

/** Whether both are the same: by what is compared, whatever else is said of them. */
export function isSameSigner(a: Signer, b: Signer): boolean {
  if (a.kind === 'key') return b.kind === 'key' && a.fingerprint === b.fingerprint;
  return b.kind === 'identity' && a.issuer === b.issuer && a.subject === b.subject;
}

/** A signer by what is compared alone, without what it is called. */
export function bareSigner(signer: Signer): Signer {
  if (signer.kind === 'key') return { kind: 'key', fingerprint: signer.fingerprint };
  return { kind: 'identity', issuer: signer.issuer, subject: signer.subject };
}

/** One text per signer, to look it up by. */
export const signerKey = (signer: Signer): string => JSON.stringify(bareSigner(signer));

/** For people, in a few words. */
export function signerText(signer: Signer): string {
  return signer.kind === 'key'
    ? `key ${shortDigest(signer.fingerprint)}`
    : `${signer.subject} (vouched for by ${signer.issuer})`;
}

/** Whether what was read from outside is a signer. */
export function isSigner(value: unknown): value is Signer {
  const { kind, fingerprint, algorithm, subject, issuer } = Object(value) as Readonly<Record<string, unknown>>;
  if (kind === 'key')
    return (
      typeof fingerprint === 'string' &&
      isDigest(fingerprint) &&
      (algorithm === undefined || typeof algorithm === 'string')
    );
  return kind === 'identity' && typeof subject === 'string' && typeof issuer === 'string';
}

import { type Digest, type Evidence, type Signer, signerKey } from '../../core/index.ts';
import { digest, list, object, oneOf, optional, type Shape, text, time, variants } from '../shape.ts';
import { evidenceShape } from '../shapes/evidence.ts';
import { signerShape } from '../shapes/signer.ts';

/** Payload of a `signature` or `attestation` record that tells what was attached by us. The subject of the record is what was signed. */
export interface SignatureMade {
  readonly act: 'made';
  readonly predicateType: string;
  readonly signer: Signer;
  /** Repository or layout in which it hangs on the subject. */
  readonly store: string;
  /** The manifest that carries it, and the bundle in it. */
  readonly manifest: Digest;
  readonly bundle: Digest;
}

/** Payload of a `signature` or `attestation` record that tells what came of a check. */
export interface SignatureChecked {
  readonly act: 'checked';
  /** Absent where a plain signature was asked for. */
  readonly predicateType?: string;
  /** Who must have signed. */
  readonly signer: Signer;
  readonly store: string;
  readonly verdict: 'trusted' | 'not-trusted' | 'undetermined';
  /** One sentence. */
  readonly why: string;
  /** What met the requirement, newest by verified time first. */
  readonly verified: readonly {
    readonly manifest: Digest;
    /** When it was signed, by the word of a log or an authority (ISO 8601); a key alone vouches for no time. */
    readonly time?: { readonly at: string; readonly source: string };
  }[];
  readonly evidence: readonly Evidence[];
}

/** Payload of a `signature` record (a plain signature) or an `attestation` record (a statement of some type). */
export type SignaturePayload = SignatureMade | SignatureChecked;

type Verified = SignatureChecked['verified'][number];

export const signaturePayloadShape: Shape<SignaturePayload> = variants<SignaturePayload>('act', {
  made: object<SignatureMade>({
    act: oneOf('made'),
    predicateType: text,
    signer: signerShape,
    store: text,
    manifest: digest,
    bundle: digest,
  }),
  checked: object<SignatureChecked>({
    act: oneOf('checked'),
    predicateType: optional(text),
    signer: signerShape,
    store: text,
    verdict: oneOf('trusted', 'not-trusted', 'undetermined'),
    why: text,
    verified: list(
      object<Verified>({
        manifest: digest,
        time: optional(object<NonNullable<Verified['time']>>({ at: time, source: text })),
      }),
    ),
    evidence: list(evidenceShape),
  }),
});

/** Whose signature was there: made by us, or found and trusted. Undefined where neither is so. Signatures and attestations are asked for apart. */
export function vouchedSigner(kind: string, payload: SignaturePayload): string | undefined {
  return payload.act === 'made' || payload.verdict === 'trusted' ? askedSigner(kind, payload) : undefined;
}

/** Of whom a signature or an attestation was asked. */
export const askedSigner = (kind: string, { signer }: SignaturePayload): string => `${kind} ${signerKey(signer)}`;

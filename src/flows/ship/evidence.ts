import { type Digest, type Evidence, isDigest, isSigner, type Signer } from '../../core/index.ts';
import type { FullRecord } from '../../foundations/ledger/index.ts';
import type { Verdict } from '../../phases/2-ship/index.ts';
import { requireShape } from '../ledger/payloads.ts';

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
  readonly verdict: Verdict;
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

/** Payload of a `signature` record (a plain signature) or an `attestation` record (a statement of some type), shape 1. */
export type SignaturePayload = SignatureMade | SignatureChecked;

type Members = Readonly<Record<string, unknown>>;
const members = (value: unknown): Members => Object(value) as Members;
const areTexts = (of: Members, ...names: readonly string[]): boolean =>
  names.every((name) => typeof of[name] === 'string');

const isVerified = (value: unknown): boolean => {
  const { manifest, time } = members(value);
  return isDigest(String(manifest)) && (time === undefined || areTexts(members(time), 'at', 'source'));
};

function isPayload(payload: Members): boolean {
  if (!isSigner(payload.signer) || !areTexts(payload, 'store')) return false;
  if (payload.act === 'made')
    return areTexts(payload, 'predicateType') && isDigest(String(payload.manifest)) && isDigest(String(payload.bundle));
  const { act, verdict, verified, evidence } = payload;
  return (
    act === 'checked' &&
    ['trusted', 'not-trusted', 'undetermined'].includes(String(verdict)) &&
    areTexts(payload, 'why') &&
    Array.isArray(verified) &&
    verified.every(isVerified) &&
    Array.isArray(evidence) &&
    evidence.every((step) => areTexts(members(step), 'kind', 'statement'))
  );
}

/** What a `signature` or `attestation` record says. Throws `E_LEDGER` for another kind or shape. */
export function readSignature(record: FullRecord): SignaturePayload {
  const kind = record.kind === 'attestation' ? 'attestation' : 'signature';
  requireShape(record, kind, isPayload(members(record.payload)));
  return record.payload as SignaturePayload;
}

import type { Digest, Evidence, Signer } from '../../core/index.ts';
import { defined } from '../../core/index.ts';
import {
  type ImageVerdict,
  predicateType,
  type Statement,
  signerOf,
  type TrustVerdict,
  type VerifiedBundle,
  verify,
} from '../../phases/2-ship/index.ts';
import { asRecord, attestationKind, type SignatureChecked, signatureKind } from '../../records/index.ts';
import { type Kept, keep } from '../ledger/keep.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { type NamedImage, withNamedImage } from './named-image.ts';
import { trustedSigner, type WantedSigner } from './wanted-signer.ts';

export interface VerifyInput {
  readonly signer: WantedSigner;
  /** Of the attestation that must be there, short or in full; a plain signature when absent. */
  readonly type?: string;
}

/** The answer about an image. Plain JSON. */
export interface ImageVerification extends Kept {
  readonly target: string;
  /** The manifest or index that was looked at. */
  readonly subject: Digest;
  readonly store: string;
  readonly signer: Signer;
  readonly predicateType?: string;
  readonly verdict: TrustVerdict;
  /** One sentence. */
  readonly why: string;
  /** What met the requirement, newest by verified time first. */
  readonly verified: readonly {
    readonly manifest: Digest;
    readonly time?: { readonly at: string; readonly source: string };
    readonly statement?: { readonly predicateType: string; readonly predicate: unknown };
  }[];
  /** Every step, in order. */
  readonly evidence: readonly Evidence[];
  /** Images in it, where the target is an index: what hangs on one of those was not looked at. */
  readonly variants: number;
}

/**
 * Whether an image is signed, or attested, by the one asked for. What cannot be looked at makes the verdict `undetermined`; throws only where the key,
 * the trusted root or the image itself cannot be had: those of `withNamedImage`, `E_KEY`, `E_FORMAT`, `E_LIMIT`. Recorded as evidence.
 */
export async function verifyImage(
  target: string,
  input: VerifyInput,
  given: Settings | Session,
): Promise<ImageVerification> {
  const signer = trustedSigner(input.signer);
  const type = input.type === undefined ? undefined : predicateType(input.type);
  return withNamedImage(target, given, async (named, session) => {
    const { settings } = session;
    settings.progress?.({ activity: 'Fetching signatures' });
    const judged = await verify(named.image, { signer, ...defined({ predicateType: type }) });
    settings.signal?.throwIfAborted();
    return recordChecked(named, judged, signerOf(signer), type, session);
  });
}

async function recordChecked(
  { image, digest, names, variants }: NamedImage,
  { verdict, why, evidence, verified }: ImageVerdict,
  signer: Signer,
  type: string | undefined,
  session: Session,
): Promise<ImageVerification> {
  const answer = {
    ...defined({ predicateType: type }),
    signer,
    store: image.store.name,
    verdict,
    why: why.toWellFormed(),
    evidence: evidence.map(wellFormed),
  };
  const met = verified.map(({ manifest, time }) => ({ manifest, ...timeOf(time) }));
  const payload: SignatureChecked = { act: 'checked', ...answer, verified: met };
  const kind = type === undefined ? signatureKind : attestationKind;
  const kept = await keep({ subject: digest, names, ...asRecord(kind, payload) }, session);
  return {
    target: image.name,
    subject: digest,
    ...answer,
    verified: verified.map(({ manifest, time, statement }) => ({
      manifest,
      ...timeOf(time),
      ...statementOf(statement),
    })),
    variants: variants.length,
    ...kept,
  };
}

function timeOf(time: VerifiedBundle['time']): { readonly time?: { readonly at: string; readonly source: string } } {
  return time === undefined ? {} : { time: { at: time.at.toISOString(), source: time.source } };
}

function statementOf(statement: Statement | undefined): Pick<ImageVerification['verified'][number], 'statement'> {
  if (statement === undefined) return {};
  return { statement: { predicateType: statement.predicateType, predicate: statement.predicate } };
}

/** Names from certificates stand in evidence, cut somewhere: half a character would keep the rest from being recorded. */
function wellFormed(step: Evidence): Evidence {
  const { statement, observed, expected, source } = step;
  return {
    ...step,
    statement: statement.toWellFormed(),
    ...(observed === undefined ? {} : { observed: observed.toWellFormed() }),
    ...(expected === undefined ? {} : { expected: expected.toWellFormed() }),
    ...(source === undefined ? {} : { source: source.toWellFormed() }),
  };
}

import type { Digest, KeySigner } from '../../core/index.ts';
import type { DataDate } from '../../foundations/ledger/index.ts';
import { type Attached, keySigner, sign } from '../../phases/2-ship/index.ts';
import {
  asRecord,
  type RecordKind,
  type SignatureMade,
  type SignaturePayload,
  signatureKind,
} from '../../records/index.ts';
import { type Kept, keep } from '../ledger/keep.ts';
import type { Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import { type KeyInput, openKey } from './key-input.ts';
import { type NamedImage, withNamedImage } from './named-image.ts';

/** What was signed and attached. */
export interface SignedImage extends Kept {
  /** As it was written. */
  readonly target: string;
  /** The manifest or index that it is about. */
  readonly subject: Digest;
  /** Repository or layout. */
  readonly store: string;
  readonly predicateType: string;
  readonly signer: KeySigner;
  /** The manifest that carries the bundle: what can be deleted again. */
  readonly manifest: Digest;
  readonly bundle: Digest;
}

/**
 * Signs an image with a key and hangs the signature on it: of a multi-platform image the index, or the variant for the platform of the settings.
 * Recorded as evidence of kind `signature`. Throws those of `withNamedImage`, `E_KEY`, and `E_WRITE` when the store takes nothing.
 */
export async function signImage(
  target: string,
  input: { readonly key: KeyInput },
  given: Settings | Session,
): Promise<SignedImage> {
  const signer = await openKey(input.key);
  return withNamedImage(target, given, async (named, session) => {
    const { settings } = session;
    settings.signal?.throwIfAborted();
    settings.progress?.({ activity: 'Signing' });
    const attached = await sign(named.image, signer, { clock: settings.clock });
    return recordMade(signatureKind, named, attached, keySigner(signer.publicKey), session);
  });
}

/** Keeps what was made in the ledger, and tells all of it. */
export async function recordMade(
  kind: RecordKind<SignaturePayload>,
  { image, names }: NamedImage,
  { subject, manifest, bundle, predicateType }: Attached,
  signer: KeySigner,
  session: Session,
  data: readonly DataDate[] = [],
): Promise<SignedImage> {
  const store = image.store.name;
  const payload: SignatureMade = { act: 'made', predicateType, signer, store, manifest, bundle };
  const kept = await keep({ subject, names, ...asRecord(kind, payload), data }, session);
  return { target: image.name, subject, store, predicateType, signer, manifest, bundle, ...kept };
}

import type { FullRecord } from '../../foundations/ledger/index.ts';
import { readRecord } from '../read-record.ts';
import type { RecordKind } from '../record-kind.ts';
import { signatureKind } from '../signature/index.ts';
import { type SignaturePayload, signaturePayloadShape, vouchedSigner } from '../signature/payload.ts';
import { signatureFacts } from '../signature/tell.ts';
import { tellAttestation } from './tell.ts';

/** The same payload as a signature's: that somebody signed, or whether it holds. What was stated is told by its type. */
export const attestationKind: RecordKind<SignaturePayload> = {
  name: 'attestation',
  phase: 'ship',
  shape: 1,
  says: 'A signed statement about a subject that was made or checked.',
  kept: false,
  payload: signaturePayloadShape,
  vouches: (payload) => vouchedSigner('attestation', payload),
  tell: tellAttestation,
  facts: signatureFacts,
  sighting: true,
  handlesName: true,
};

/** What a `signature` or an `attestation` record says. Throws `E_LEDGER` for another kind or shape. */
export function readSignature(record: FullRecord): SignaturePayload {
  return readRecord(record.kind === attestationKind.name ? attestationKind : signatureKind, record);
}

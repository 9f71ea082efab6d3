import type { RecordKind } from '../record-kind.ts';
import { type SignaturePayload, signaturePayloadShape, vouchedSigner } from './payload.ts';
import { signatureFacts, tellSignature } from './tell.ts';

export const signatureKind: RecordKind<SignaturePayload> = {
  name: 'signature',
  phase: 'ship',
  shape: 1,
  says: 'A signature that was made or checked, by whom, and with which verdict.',
  kept: false,
  payload: signaturePayloadShape,
  vouches: (payload) => vouchedSigner('signature', payload),
  tell: tellSignature,
  facts: signatureFacts,
  sighting: true,
  handlesName: true,
};

import { type DsseEnvelope, preAuthEncoding } from '../../../foundations/formats/index.ts';
import { anySignatureHolds } from '../verify/signature.ts';
import type { PublicKey } from './public-key.ts';
import type { SigningKey } from './signing-key.ts';

/** A text with its type, signed (secure-systems-lab/dsse, "protocol.md"). No I/O but the signer's own. */
export async function signEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signer: SigningKey,
): Promise<DsseEnvelope> {
  const signature = await signer.sign(preAuthEncoding(payloadType, payload));
  return { payloadType, payload, signatures: [{ signature, keyId: '' }] };
}

/** Whether one of the signatures is the key's. Key ids are hints by whoever wrote them, and not looked at. */
export function isSignedBy({ payloadType, payload, signatures }: DsseEnvelope, { key }: PublicKey): boolean {
  const bytes = preAuthEncoding(payloadType, payload);
  return signatures.some(({ signature }) => anySignatureHolds(key, bytes, signature));
}

import { type DsseEnvelope, envelopeJson } from '../../../foundations/formats/index.ts';
import type { PublicKey } from '../keys/public-key.ts';
import { bundleMediaType } from './bundle.ts';

/** A bundle 0.3 around an envelope that was signed with a key: the bytes that are stored. */
export function encodeKeyBundle(envelope: DsseEnvelope, key: PublicKey): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      mediaType: bundleMediaType,
      verificationMaterial: { publicKey: { hint: key.hint } },
      dsseEnvelope: envelopeJson(envelope),
    }),
  );
}

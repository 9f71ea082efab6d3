import { SeaworthyError } from '../../../core/index.ts';
import { decodeBase64 } from '../base64/index.ts';
import { asArray, asObject, asString, field, optionalString } from '../json/access.ts';

/** A signed text with its type (secure-systems-lab/dsse, "envelope.md" v1.0). */
export interface DsseEnvelope {
  readonly payloadType: string;
  /** What was signed, after `preAuthEncoding`. */
  readonly payload: Uint8Array;
  readonly signatures: readonly DsseSignature[];
}

export interface DsseSignature {
  readonly signature: Uint8Array;
  /** A hint by the signer, never a reason to trust; empty when there is none. */
  readonly keyId: string;
}

const maxSignatures = 100;

/** The bytes that a signature of an envelope is over (dsse, "protocol.md": PAE). Lengths count bytes. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload]);
}

/** Reads the JSON form of an envelope. Throws `E_FORMAT`, `E_LIMIT`. */
export function parseEnvelope(value: unknown, where: string): DsseEnvelope {
  const object = asObject(value, where);
  const signatures = asArray(field(object, 'signatures'), `${where}, signatures`);
  if (signatures.length > maxSignatures)
    throw new SeaworthyError('E_LIMIT', `${signatures.length} signatures; at most ${maxSignatures} are read`, {
      where,
    });
  return {
    payloadType: asString(field(object, 'payloadType'), `${where}, payloadType`),
    payload: decodeBase64(asString(field(object, 'payload'), `${where}, payload`), `${where}, payload`),
    signatures: signatures.map((signature, index) => {
      const place = `${where}, signatures[${index}]`;
      return {
        signature: decodeBase64(asString(field(signature, 'sig'), `${place}, sig`), `${place}, sig`),
        keyId: optionalString(signature, 'keyid', place) ?? '',
      };
    }),
  };
}

/** The JSON form of an envelope, ready for `JSON.stringify`. An empty key id is left out. */
export function envelopeJson(envelope: DsseEnvelope): Record<string, unknown> {
  return {
    payload: Buffer.from(envelope.payload).toString('base64'),
    payloadType: envelope.payloadType,
    signatures: envelope.signatures.map(({ signature, keyId }) => ({
      sig: Buffer.from(signature).toString('base64'),
      ...(keyId === '' ? {} : { keyid: keyId }),
    })),
  };
}

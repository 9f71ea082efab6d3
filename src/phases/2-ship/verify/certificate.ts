import { X509Certificate } from 'node:crypto';
import { SeaworthyError } from '../../../core/index.ts';
import {
  type DerValue,
  derBoolean,
  derChildren,
  derContext,
  derOid,
  derSequence,
  derTag,
  encodeDer,
  expectTag,
  readDer,
} from '../../../foundations/formats/index.ts';

const subjectAlternativeName = '2.5.29.17';
const certificateTimestamps = '1.3.6.1.4.1.11129.2.4.2';
/** Fulcio's extensions (sigstore/fulcio, docs/oid-info.md): `.8` is the issuer as DER text, `.1` the same raw, of old certificates. */
const fulcio = '1.3.6.1.4.1.57264.1';
const fulcioUserName = `${fulcio}.7`;

/** What a certificate of a signer says. */
export interface SignerCertificate {
  readonly x509: X509Certificate;
  /** Names of the subject: addresses (URI), e-mail addresses and Fulcio's user names, exactly as written. */
  readonly names: readonly string[];
  /** The OpenID Connect issuer whose word the names are; empty when the certificate names none. */
  readonly issuer: string;
  /** Signed certificate timestamps, as the list of RFC 6962; undefined when there are none. */
  readonly timestamps?: Uint8Array;
  /** The part that its logs saw: the certificate's body without that list. */
  readonly loggedBody: Uint8Array;
}

interface Extension {
  readonly id: string;
  readonly value: Uint8Array;
  readonly raw: Uint8Array;
}

function readExtensions(
  body: readonly DerValue[],
  where: string,
): { readonly holder: DerValue; readonly list: readonly Extension[] } {
  const holder = body.find((part) => part.tag === derContext(3));
  if (holder === undefined) throw new SeaworthyError('E_FORMAT', 'a certificate without extensions', { where });
  const list = derSequence(derChildren(holder, where)[0], where).map((extension) => {
    const parts = derSequence(extension, where);
    const value = parts.length === 3 ? parts[2] : parts[1];
    if (parts.length === 3) derBoolean(parts[1], where);
    return {
      id: derOid(parts[0], where),
      value: expectTag(value, derTag.octetString, where).content,
      raw: extension.raw,
    };
  });
  if (new Set(list.map(({ id }) => id)).size === list.length) return { holder, list };
  throw new SeaworthyError('E_FORMAT', 'a certificate with an extension twice', { where });
}

function readNames(value: Uint8Array, where: string): readonly string[] {
  const names: string[] = [];
  for (const name of derSequence(readDer(value, where), where)) {
    // rfc822Name and uniformResourceIdentifier are IA5String.
    if (name.tag === derContext(1, false) || name.tag === derContext(6, false)) names.push(latin(name.content));
    if (name.tag !== derContext(0)) continue;
    const [type, holder] = derChildren(name, where);
    if (derOid(type, where) !== fulcioUserName || holder === undefined) continue;
    names.push(utf8(expectTag(derChildren(holder, where)[0], derTag.utf8String, where).content, where));
  }
  return names;
}

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

function utf8(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SeaworthyError('E_FORMAT', 'a text in a certificate that is not UTF-8', { where, cause });
  }
}

/** The certificate's body with the list of timestamps taken out (RFC 6962, section 3.2). */
function withoutTimestamps(
  body: DerValue,
  parts: readonly DerValue[],
  extensions: ReturnType<typeof readExtensions>,
): Uint8Array {
  const kept = extensions.list.filter(({ id }) => id !== certificateTimestamps).map(({ raw }) => raw);
  const holder = encodeDer(derContext(3), encodeDer(derTag.sequence, ...kept));
  return encodeDer(body.tag, ...parts.map((part) => (part === extensions.holder ? holder : part.raw)));
}

/** Reads a signer's certificate. Throws `E_FORMAT`. */
export function readCertificate(bytes: Uint8Array, where: string): SignerCertificate {
  let x509: X509Certificate;
  try {
    x509 = new X509Certificate(bytes);
  } catch (cause) {
    throw new SeaworthyError('E_FORMAT', 'not a certificate', { where, cause });
  }
  const body = derSequence(readDer(bytes, where), where)[0];
  const parts = derSequence(body, where);
  if (body === undefined) throw new SeaworthyError('E_FORMAT', 'an empty certificate', { where });
  const extensions = readExtensions(parts, where);
  const find = (id: string): Uint8Array | undefined => extensions.list.find((extension) => extension.id === id)?.value;
  const [names, issuer, oldIssuer, timestamps] = [
    find(subjectAlternativeName),
    find(`${fulcio}.8`),
    find(`${fulcio}.1`),
    find(certificateTimestamps),
  ];
  return {
    x509,
    names: names === undefined ? [] : readNames(names, where),
    issuer:
      issuer === undefined
        ? utf8(oldIssuer ?? new Uint8Array(), where)
        : utf8(readDer(issuer, where, derTag.utf8String).content, where),
    loggedBody: withoutTimestamps(body, parts, extensions),
    ...(timestamps === undefined ? {} : { timestamps: readDer(timestamps, where, derTag.octetString).content }),
  };
}

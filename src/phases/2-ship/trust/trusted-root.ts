import { X509Certificate } from 'node:crypto';
import { defined, SeaworthyError } from '../../../core/index.ts';
import {
  asObject,
  asString,
  field,
  isObject,
  type JsonObject,
  optionalString,
  parseJson,
} from '../../../foundations/formats/index.ts';
import { bytesOf, has, listOf, textOf } from '../bundles/members.ts';
import { type PublicKey, publicKeyFromSpki } from '../keys/public-key.ts';

/** From and until when something counts; both ends belong to it. An end that is not known is open. */
export interface Validity {
  /** Absent where the file gives none: then it is valid never, as "for ever" would be a guess. */
  readonly from?: Date;
  readonly to?: Date;
}

/** A log whose signatures are known: of certificates (CT) or of signatures (Rekor). */
export interface TrustedLog {
  /** `https://rekor.sigstore.dev`. */
  readonly url: string;
  readonly id: Uint8Array;
  /** Absent where the key is of a kind that we do not support. */
  readonly key?: PublicKey;
  readonly validity: Validity;
}

/** Certificates of an authority, in the order of the file: for code signing the issuers, for timestamps the signer first. The root is last. */
export interface TrustedAuthority {
  readonly url: string;
  readonly certificates: readonly X509Certificate[];
  readonly validity: Validity;
}

/** Whom keyless signatures rest on (sigstore_trustroot.proto, TrustedRoot). */
export interface TrustedRoot {
  /** The file, for messages and evidence. */
  readonly where: string;
  readonly logs: readonly TrustedLog[];
  readonly certificateLogs: readonly TrustedLog[];
  readonly certificateAuthorities: readonly TrustedAuthority[];
  readonly timestampAuthorities: readonly TrustedAuthority[];
}

const mediaTypes = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
];
const maxBytes = 4 * 1024 * 1024;
const most = 200;

/** Whether the moment lies inside. */
export function validAt({ from, to }: Validity, at: Date): boolean {
  return from !== undefined && from <= at && (to === undefined || at <= to);
}

function parseValidity(value: unknown, where: string): Validity {
  const date = (name: string): Date | undefined => {
    const text = optionalString(value, name, where);
    if (text === undefined) return undefined;
    const time = new Date(text);
    if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(time.getTime())) return time;
    throw new SeaworthyError('E_FORMAT', 'not a time', {
      where: `${where}, ${name}`,
      why: JSON.stringify(text.slice(0, 60)),
    });
  };
  const [from, to] = [date('start'), date('end')];
  return { ...defined({ from, to }) };
}

function parseLog(value: unknown, where: string): TrustedLog {
  const object = asObject(value, where);
  const key = asObject(field(object, 'publicKey'), `${where}, publicKey`);
  const loaded = usableKey(key, where);
  return {
    url: textOf(object, 'baseUrl', where),
    id: bytesOf(asObject(field(object, 'logId'), where), 'keyId', where),
    validity: parseValidity(field(key, 'validFor'), `${where}, publicKey, validFor`),
    ...defined({ key: loaded }),
  };
}

/** The key; undefined for a kind that we do not support, so that one old log does not make the file useless. */
function usableKey(value: JsonObject, where: string): PublicKey | undefined {
  const details = asString(field(value, 'keyDetails'), `${where}, keyDetails`);
  if (!details.startsWith('PKIX_')) return undefined;
  const spki = bytesOf(value, 'rawBytes', where);
  try {
    return publicKeyFromSpki(spki, where);
  } catch {
    return undefined;
  }
}

function parseAuthority(value: unknown, where: string): TrustedAuthority {
  const object = asObject(value, where);
  const chain = asObject(field(object, 'certChain'), `${where}, certChain`);
  const certificates = listOf(chain, 'certificates', most, where).map((entry) => {
    const raw = bytesOf(entry, 'rawBytes', where);
    try {
      return new X509Certificate(raw);
    } catch (cause) {
      throw new SeaworthyError('E_FORMAT', 'not a certificate', { where, cause });
    }
  });
  if (certificates.length === 0) throw new SeaworthyError('E_FORMAT', 'an authority without certificates', { where });
  return {
    url: optionalString(object, 'uri', where) ?? '',
    certificates,
    validity: parseValidity(field(object, 'validFor'), `${where}, validFor`),
  };
}

/** Reads a trusted-root file. Throws `E_FORMAT`, `E_LIMIT`. */
export function parseTrustedRoot(bytes: Uint8Array, where: string): TrustedRoot {
  const object = asObject(parseJson(bytes, where, { maxBytes, maxDepth: 16 }), where);
  const mediaType = isObject(object) && has(object, 'mediaType') ? textOf(object, 'mediaType', where) : '';
  if (!mediaTypes.includes(mediaType)) {
    throw new SeaworthyError('E_FORMAT', 'not a Sigstore trusted root', {
      where,
      why: `media type ${JSON.stringify(mediaType.slice(0, 100))}`,
    });
  }
  const all = <T>(name: string, parse: (value: unknown, where: string) => T): readonly T[] =>
    listOf(object, name, most, where).map((value, index) => parse(value, `${where}, ${name}[${index}]`));
  return {
    where,
    logs: all('tlogs', parseLog),
    certificateLogs: all('ctlogs', parseLog),
    certificateAuthorities: all('certificateAuthorities', parseAuthority),
    timestampAuthorities: all('timestampAuthorities', parseAuthority),
  };
}

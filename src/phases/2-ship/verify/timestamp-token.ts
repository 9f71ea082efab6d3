import { SeaworthyError } from '../../../core/index.ts';
import {
  type DerValue,
  derChildren,
  derContext,
  derInteger,
  derOid,
  derSequence,
  derTag,
  derTime,
  expectTag,
  readDer,
} from '../../../foundations/formats/index.ts';
import type { HashName } from '../bundles/bundle.ts';

const oids = {
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificate2: '1.2.840.113549.1.9.16.2.47',
} as const;

const hashes: ReadonlyMap<string, HashName> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** Signature algorithms with the hash that they bring; `null` where it is that of the digest algorithm. */
const signatureHashes: ReadonlyMap<string, HashName | null> = new Map<string, HashName | null>([
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
  ['1.2.840.113549.1.1.1', null],
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
]);

/** The parts of a timestamp that are to be checked. */
export interface TimestampToken {
  readonly time: Date;
  /** What was stamped. */
  readonly imprint: { readonly hash: HashName; readonly digest: Uint8Array };
  /** The stamped statement, and what the signed attributes say its digest is. */
  readonly info: Uint8Array;
  readonly infoHash: HashName;
  readonly infoDigest: Uint8Array;
  /** The signer's certificate: name of its issuer in DER, and serial number. */
  readonly issuer: Uint8Array;
  readonly serial: bigint;
  /** Digest of the signer's certificate, from the signed attributes. */
  readonly certificateHash: { readonly hash: HashName | 'sha1'; readonly digest: Uint8Array };
  readonly signed: Uint8Array;
  readonly signatureHash: HashName;
  readonly signature: Uint8Array;
  /** Certificates that came with it, in DER. */
  readonly certificates: readonly Uint8Array[];
}

function bad(where: string, why: string): SeaworthyError {
  return new SeaworthyError('E_FORMAT', 'not a timestamp', { where, why });
}

/** An AlgorithmIdentifier whose parameters are absent or NULL. */
function algorithm(value: DerValue | undefined, where: string): string {
  const [id, parameters, ...more] = derSequence(value, where);
  if (
    more.length > 0 ||
    (parameters !== undefined && (parameters.tag !== derTag.null || parameters.content.length > 0))
  )
    throw bad(where, 'an algorithm with parameters');
  return derOid(id, where);
}

function hashAlgorithm(value: DerValue | undefined, where: string): HashName {
  const id = algorithm(value, where);
  const hash = hashes.get(id);
  if (hash === undefined) throw bad(where, `a hash that we do not take: ${id}`);
  return hash;
}

function version(value: DerValue | undefined, expected: bigint, where: string): void {
  const found = derInteger(value, where);
  if (found !== expected) throw bad(where, `version ${found} where ${expected} should be`);
}

function readInfo(bytes: Uint8Array, where: string): Pick<TimestampToken, 'time' | 'imprint'> {
  const [number, policy, imprint, serial, time] = derSequence(readDer(bytes, where), where);
  version(number, 1n, where);
  derOid(policy, where);
  derInteger(serial, where);
  const [hash, digest] = derSequence(imprint, where);
  return {
    time: derTime(time, where),
    imprint: { hash: hashAlgorithm(hash, where), digest: expectTag(digest, derTag.octetString, where).content },
  };
}

/** The signed attributes by their id, each of which must be there once and have one value. */
function readAttributes(value: DerValue, where: string): ReadonlyMap<string, DerValue> {
  const attributes = new Map<string, DerValue>();
  for (const attribute of derChildren(value, where)) {
    const [id, values] = derSequence(attribute, where);
    const [first, ...more] = derChildren(expectTag(values, derTag.set, where), where);
    const key = derOid(id, where);
    if (first === undefined || more.length > 0 || attributes.has(key))
      throw bad(where, `attribute ${key} has not one value`);
    attributes.set(key, first);
  }
  return attributes;
}

/** ESSCertID of RFC 2634 (SHA-1) or ESSCertIDv2 of RFC 5035. */
function readCertificateHash(
  attributes: ReadonlyMap<string, DerValue>,
  where: string,
): TimestampToken['certificateHash'] {
  const second = attributes.get(oids.signingCertificate2);
  const first = derSequence(derSequence(second ?? attributes.get(oids.signingCertificate), where)[0], where)[0];
  const parts = derSequence(first, where);
  if (second === undefined) return { hash: 'sha1', digest: expectTag(parts[0], derTag.octetString, where).content };
  const named = parts[0]?.tag === derTag.sequence;
  return {
    hash: named ? hashAlgorithm(parts[0], where) : 'sha256',
    digest: expectTag(parts[named ? 1 : 0], derTag.octetString, where).content,
  };
}

function readSigner(value: DerValue | undefined, info: Uint8Array, where: string) {
  const parts = derSequence(value, where);
  const [number, id, digest, attributes, signatureAlgorithm, signature, ...more] = parts;
  version(number, 1n, where);
  if (attributes?.tag !== derContext(0)) throw bad(where, 'without signed attributes');
  if (more.some(({ tag }) => tag !== derContext(1))) throw bad(where, 'something after the signature');
  const [issuer, serial] = derSequence(id, where);
  const known = readAttributes(attributes, where);
  if (derOid(known.get(oids.contentType), where) !== oids.timestampInfo) throw bad(where, 'signed as something else');
  const infoHash = hashAlgorithm(digest, where);
  const signatureHash = signatureHashes.get(algorithm(signatureAlgorithm, where));
  if (signatureHash === undefined) throw bad(where, 'a signature algorithm that we do not take');
  return {
    info,
    infoHash,
    infoDigest: expectTag(known.get(oids.messageDigest), derTag.octetString, where).content,
    issuer: expectTag(issuer, derTag.sequence, where).raw,
    serial: derInteger(serial, where),
    certificateHash: readCertificateHash(known, where),
    // What is signed is the attributes as a SET, not as the [0] they are stored under (RFC 5652, section 5.4).
    signed: Buffer.concat([Buffer.from([derTag.set]), attributes.raw.subarray(1)]),
    signatureHash: signatureHash ?? infoHash,
    signature: expectTag(signature, derTag.octetString, where).content,
  };
}

/**
 * Reads a TimeStampResp (RFC 3161, section 2.4.2) with the SignedData (RFC 5652) in it. Checks nothing but forms, and those strictly: a value
 * that no signature covers has one spelling. Throws `E_FORMAT`.
 */
export function readTimestamp(bytes: Uint8Array, where: string): TimestampToken {
  const [status, token, ...after] = derSequence(readDer(bytes, where), where);
  const [granted, ...text] = derSequence(status, where);
  if (derInteger(granted, where) !== 0n || text.length > 0 || after.length > 0)
    throw bad(where, 'it was not granted as asked');
  const [type, holder, ...beyond] = derSequence(token, where);
  if (derOid(type, where) !== oids.signedData || beyond.length > 0) throw bad(where, 'not SignedData');
  const [data] = derChildren(expectTag(holder, derContext(0), where), where);
  const [number, algorithms, content, ...rest] = derSequence(data, where);
  version(number, 3n, where);
  const [contentType, contentHolder] = derSequence(content, where);
  if (derOid(contentType, where) !== oids.timestampInfo) throw bad(where, 'not about a timestamp');
  const info = expectTag(
    derChildren(expectTag(contentHolder, derContext(0), where), where)[0],
    derTag.octetString,
    where,
  ).content;
  const certificates = rest[0]?.tag === derContext(0) ? derChildren(rest[0], where).map(({ raw }) => raw) : [];
  const tail = rest.slice(rest[0]?.tag === derContext(0) ? 1 : 0);
  if (tail.length !== 1) throw bad(where, 'something besides certificates and signer');
  const signers = derChildren(expectTag(tail[0], derTag.set, where), where);
  if (signers.length !== 1) throw bad(where, `${signers.length} signers`);
  const signer = readSigner(signers[0], info, where);
  for (const named of derChildren(expectTag(algorithms, derTag.set, where), where)) {
    if (hashAlgorithm(named, where) !== signer.infoHash) throw bad(where, 'digest algorithms that do not agree');
  }
  return { ...readInfo(info, where), ...signer, certificates };
}

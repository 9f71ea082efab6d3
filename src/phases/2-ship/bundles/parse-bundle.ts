import { SeaworthyError } from '../../../core/index.ts';
import {
  type DsseSignature,
  field,
  type JsonObject,
  parseEnvelope,
  parseJson,
} from '../../../foundations/formats/index.ts';
import {
  type Bundle,
  type BundleContent,
  type BundleSigner,
  bundleMediaTypes,
  type HashName,
  isBundleType,
} from './bundle.ts';
import { bytesOf, has, listOf, messageOf, textOf } from './members.ts';
import { parseLogEntry } from './parse-log-entry.ts';

/** Attestations carry SBOMs: the largest that Sigstore's own services take are 16 MB. */
export const maxBundleBytes = 32 * 1024 * 1024;

const maxDepth = 32;
const maxLogEntries = 32;
const maxTimestamps = 32;
const maxCertificates = 32;
/** Signatures of one envelope that are tried. */
const maxSignatures = 64;

const hashNames: ReadonlyMap<string, HashName> = new Map([
  ['SHA2_256', 'sha256'],
  ['SHA2_384', 'sha384'],
  ['SHA2_512', 'sha512'],
]);

function bad(where: string, why: string): SeaworthyError {
  return new SeaworthyError('E_FORMAT', 'not a Sigstore bundle', { where, why });
}

/** A bundle of a version that is not read yet: something is there, which is more than junk. */
export class UnreadVersion extends SeaworthyError {
  readonly mediaType: string;

  constructor(mediaType: string, where: string) {
    super('E_FORMAT', 'a Sigstore bundle of a version that is not read yet', { where, why: mediaType });
    this.mediaType = mediaType;
  }
}

function parseSigner(material: JsonObject, where: string): BundleSigner {
  const kinds = ['certificate', 'x509CertificateChain', 'publicKey'].filter((name) => has(material, name));
  if (kinds.length !== 1)
    throw bad(where, `one of certificate, x509CertificateChain, publicKey is expected, not ${kinds.length}`);
  if (kinds[0] === 'publicKey') {
    const key = messageOf(field(material, 'publicKey'), ['hint'], `${where}, publicKey`);
    return { kind: 'public-key', hint: has(key, 'hint') ? textOf(key, 'hint', where) : '' };
  }
  const raw = (value: unknown, place: string): Uint8Array =>
    bytesOf(messageOf(value, ['rawBytes'], place), 'rawBytes', place);
  if (kinds[0] === 'certificate')
    return { kind: 'certificate', leaf: raw(field(material, 'certificate'), `${where}, certificate`), others: [] };
  const place = `${where}, x509CertificateChain`;
  const chain = messageOf(field(material, 'x509CertificateChain'), ['certificates'], place);
  const [leaf, ...others] = listOf(chain, 'certificates', maxCertificates, place).map((value) => raw(value, place));
  if (leaf === undefined) throw bad(place, 'it is empty');
  return { kind: 'certificate', leaf, others };
}

/** A signature of an envelope; nothing where it is malformed, so that one that holds counts whatever stands beside it. */
function parseSignature(value: unknown, place: string): readonly DsseSignature[] {
  try {
    const one = messageOf(value, ['sig', 'keyid'], place);
    const signature = bytesOf(one, 'sig', place);
    const keyId = field(one, 'keyid');
    return signature.length === 0 ? [] : [{ signature, keyId: typeof keyId === 'string' ? keyId : '' }];
  } catch {
    return [];
  }
}

function parseContent(bundle: JsonObject, where: string): BundleContent {
  const [message, dsse] = [has(bundle, 'messageSignature'), has(bundle, 'dsseEnvelope')];
  if (message === dsse) throw bad(where, 'one of messageSignature and dsseEnvelope is expected');
  if (dsse) {
    const place = `${where}, dsseEnvelope`;
    const object = messageOf(field(bundle, 'dsseEnvelope'), ['payload', 'payloadType', 'signatures'], place);
    const listed = listOf(object, 'signatures', maxSignatures, place);
    const signatures = listed.flatMap((one) => parseSignature(one, place));
    if (signatures.length === 0) throw bad(place, 'it has no signature');
    return { kind: 'dsse', envelope: { ...parseEnvelope({ ...object, signatures: [] }, place), signatures } };
  }
  const place = `${where}, messageSignature`;
  const object = messageOf(field(bundle, 'messageSignature'), ['messageDigest', 'signature'], place);
  const signature = bytesOf(object, 'signature', place);
  if (signature.length === 0) throw bad(place, 'the signature is empty');
  if (!has(object, 'messageDigest')) return { kind: 'message', signature };
  const digest = messageOf(field(object, 'messageDigest'), ['algorithm', 'digest'], `${place}, messageDigest`);
  const algorithm = hashNames.get(textOf(digest, 'algorithm', place));
  if (algorithm === undefined) throw bad(place, 'the digest is by an algorithm that we do not know');
  return { kind: 'message', signature, digest: { algorithm, value: bytesOf(digest, 'digest', place) } };
}

/**
 * Reads a bundle of any version (sigstore/protobuf-specs, sigstore_bundle.proto). Stricter than need be: unknown members, sloppy base64 and
 * negative counts are refused. Throws `E_FORMAT` (`UnreadVersion` for a bundle of a later version), `E_LIMIT`.
 */
export function parseBundle(bytes: Uint8Array, where: string): Bundle {
  const json = parseJson(bytes, where, { maxBytes: maxBundleBytes, maxDepth });
  const said = field(json, 'mediaType');
  if (typeof said === 'string' && isBundleType(said) && !bundleMediaTypes.has(said))
    throw new UnreadVersion(said.slice(0, 100), where);
  const object = messageOf(json, ['mediaType', 'verificationMaterial', 'messageSignature', 'dsseEnvelope'], where);
  const mediaType = textOf(object, 'mediaType', where);
  const version = bundleMediaTypes.get(mediaType);
  if (version === undefined)
    throw bad(where, `a media type that we do not know: ${JSON.stringify(mediaType.slice(0, 100))}`);
  const place = `${where}, verificationMaterial`;
  const material = messageOf(
    field(object, 'verificationMaterial'),
    ['certificate', 'x509CertificateChain', 'publicKey', 'tlogEntries', 'timestampVerificationData'],
    place,
  );
  const stamps = messageOf(field(material, 'timestampVerificationData') ?? {}, ['rfc3161Timestamps'], place);
  const bundle: Bundle = {
    version,
    signer: parseSigner(material, place),
    logEntries: listOf(material, 'tlogEntries', maxLogEntries, place).map((entry, index) =>
      parseLogEntry(entry, `${place}, tlogEntries[${index}]`),
    ),
    timestamps: listOf(stamps, 'rfc3161Timestamps', maxTimestamps, place).map((stamp, index) => {
      const at = `${place}, rfc3161Timestamps[${index}]`;
      return bytesOf(messageOf(stamp, ['signedTimestamp'], at), 'signedTimestamp', at);
    }),
    content: parseContent(object, where),
  };
  checkVersion(bundle, where);
  return bundle;
}

/** What a version demands of its entries: a promise in 0.1, a proof with a signed checkpoint since 0.2. */
function checkVersion(bundle: Bundle, where: string): void {
  for (const { signedEntryTimestamp, inclusionProof } of bundle.logEntries) {
    if (bundle.version === '0.1') {
      if (signedEntryTimestamp === undefined && inclusionProof === undefined)
        throw bad(where, 'a log entry with neither promise nor proof');
    } else if (inclusionProof === undefined || inclusionProof.checkpoint === '') {
      throw bad(where, 'a log entry without inclusion proof and checkpoint');
    }
  }
}

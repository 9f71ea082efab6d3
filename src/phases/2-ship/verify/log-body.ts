import { whyOf } from '../../../core/index.ts';
import {
  asArray,
  asObject,
  asString,
  decodeBase64,
  field,
  parseJson,
  preAuthEncoding,
  readPem,
} from '../../../foundations/formats/index.ts';
import type { Bundle, HashName, LogEntry } from '../bundles/bundle.ts';
import { hashBytes } from './signature.ts';

/** What an entry of a log must be about: this signature, by this signer, over this content. */
export interface LoggedContent {
  readonly bundle: Bundle;
  /** DER of the certificate, or of the SubjectPublicKeyInfo of the key. */
  readonly verifier: Uint8Array;
  /** Digest of the artifact by a hash; undefined where it is not known. */
  readonly artifactDigest: (hash: HashName) => Uint8Array | undefined;
}

const v1Hashes: ReadonlyMap<string, HashName> = new Map([
  ['sha256', 'sha256'],
  ['sha384', 'sha384'],
  ['sha512', 'sha512'],
]);
const v2Hashes: ReadonlyMap<string, HashName> = new Map([
  ['SHA2_256', 'sha256'],
  ['SHA2_384', 'sha384'],
  ['SHA2_512', 'sha512'],
]);

const equal = (a: Uint8Array | undefined, b: Uint8Array): boolean => a !== undefined && Buffer.from(a).equals(b);

const text = (value: unknown, ...path: readonly string[]): string =>
  asString(
    path.reduce<unknown>((at, name) => field(at, name), value),
    path.join('.'),
  );

const bytes = (value: unknown, ...path: readonly string[]): Uint8Array =>
  decodeBase64(text(value, ...path), path.join('.'));

/** base64 of a PEM text, as Rekor v1 keeps keys and certificates. */
const pemBytes = (value: unknown, ...path: readonly string[]): Uint8Array | undefined =>
  readPem(Buffer.from(bytes(value, ...path)).toString('latin1'), path.join('.'))[0]?.bytes;

/** DER of a certificate or key, as Rekor v2 keeps it. */
function verifierBytes(value: unknown): Uint8Array {
  const verifier = asObject(value, 'verifier');
  const certificate = field(verifier, 'x509Certificate');
  return certificate === undefined ? bytes(verifier, 'publicKey', 'rawBytes') : bytes(certificate, 'rawBytes');
}

/** What was signed, hashed: the artifact for a message, the encoded envelope for DSSE. */
function contentDigest(content: LoggedContent, hash: HashName | undefined): Uint8Array | undefined {
  if (hash === undefined) return undefined;
  const { bundle } = content;
  if (bundle.content.kind === 'message') return content.artifactDigest(hash);
  const { payloadType, payload } = bundle.content.envelope;
  return hashBytes(preAuthEncoding(payloadType, payload), hash);
}

const signatureBytes = ({ bundle }: LoggedContent): Uint8Array =>
  bundle.content.kind === 'message'
    ? bundle.content.signature
    : (bundle.content.envelope.signatures[0]?.signature ?? new Uint8Array());

function only(value: unknown, name: string): unknown {
  const list = asArray(value, name);
  return list.length === 1 ? list[0] : undefined;
}

/** What does not agree; undefined when all does. */
type Check = (spec: unknown, content: LoggedContent) => string | undefined;

function hashedRekord1(spec: unknown, content: LoggedContent): string | undefined {
  const digest = contentDigest(content, v1Hashes.get(text(spec, 'data', 'hash', 'algorithm')));
  if (!equal(digest, Buffer.from(text(spec, 'data', 'hash', 'value'), 'hex'))) return 'it is about another artifact';
  if (!equal(bytes(spec, 'signature', 'content'), signatureBytes(content))) return 'it is about another signature';
  return equal(pemBytes(spec, 'signature', 'publicKey', 'content'), content.verifier)
    ? undefined
    : 'it is about another signer';
}

function hashedRekord2(whole: unknown, content: LoggedContent): string | undefined {
  const spec = field(whole, 'hashedRekordV002');
  const digest = contentDigest(content, v2Hashes.get(text(spec, 'data', 'algorithm')));
  if (!equal(digest, bytes(spec, 'data', 'digest'))) return 'it is about another artifact';
  if (!equal(bytes(spec, 'signature', 'content'), signatureBytes(content))) return 'it is about another signature';
  return equal(verifierBytes(field(field(spec, 'signature'), 'verifier')), content.verifier)
    ? undefined
    : 'it is about another signer';
}

function payloadFits({ bundle }: LoggedContent, hash: HashName | undefined, logged: Uint8Array): boolean {
  return (
    bundle.content.kind === 'dsse' &&
    hash !== undefined &&
    equal(hashBytes(bundle.content.envelope.payload, hash), logged)
  );
}

function dsse1(spec: unknown, content: LoggedContent): string | undefined {
  const hash = v1Hashes.get(text(spec, 'payloadHash', 'algorithm'));
  if (!payloadFits(content, hash, Buffer.from(text(spec, 'payloadHash', 'value'), 'hex')))
    return 'it is about another statement';
  const signature = only(field(spec, 'signatures'), 'signatures');
  if (!equal(bytes(signature, 'signature'), signatureBytes(content))) return 'it is about another signature';
  return equal(pemBytes(signature, 'verifier'), content.verifier) ? undefined : 'it is about another signer';
}

function dsse2(whole: unknown, content: LoggedContent): string | undefined {
  const spec = field(whole, 'dsseV002');
  const hash = v2Hashes.get(text(spec, 'payloadHash', 'algorithm'));
  if (!payloadFits(content, hash, bytes(spec, 'payloadHash', 'digest'))) return 'it is about another statement';
  const signature = only(field(spec, 'signatures'), 'signatures');
  if (!equal(bytes(signature, 'content'), signatureBytes(content))) return 'it is about another signature';
  return equal(verifierBytes(field(signature, 'verifier')), content.verifier)
    ? undefined
    : 'it is about another signer';
}

function inToto2(spec: unknown, content: LoggedContent): string | undefined {
  const inner = field(spec, 'content');
  const hash = v1Hashes.get(text(inner, 'payloadHash', 'algorithm'));
  if (!payloadFits(content, hash, Buffer.from(text(inner, 'payloadHash', 'value'), 'hex')))
    return 'it is about another statement';
  const signature = only(field(field(inner, 'envelope'), 'signatures'), 'signatures');
  // The signature is base64 of the envelope's base64.
  const logged = decodeBase64(Buffer.from(bytes(signature, 'sig')).toString('latin1'), 'sig');
  if (!equal(logged, signatureBytes(content))) return 'it is about another signature';
  return equal(pemBytes(signature, 'publicKey'), content.verifier) ? undefined : 'it is about another signer';
}

/** By kind and version (sigstore/rekor, pkg/types; sigstore/rekor-tiles, api/proto). */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['hashedrekord 0.0.1', hashedRekord1],
  ['hashedrekord 0.0.2', hashedRekord2],
  ['dsse 0.0.1', dsse1],
  ['dsse 0.0.2', dsse2],
  ['intoto 0.0.2', inToto2],
]);

/** Why the body of a log's entry is not about this signature; undefined when it is. */
export function bodyFault(entry: LogEntry, content: LoggedContent): string | undefined {
  const check = checks.get(`${entry.kind} ${entry.kindVersion}`);
  if (check === undefined)
    return `entries of kind ${JSON.stringify(`${entry.kind} ${entry.kindVersion}`.slice(0, 60))} are not known`;
  try {
    const body = parseJson(entry.body, 'log entry', { maxDepth: 16 });
    if (text(body, 'kind') !== entry.kind || text(body, 'apiVersion') !== entry.kindVersion)
      return 'it is of another kind than said';
    return check(field(body, 'spec'), content);
  } catch (error) {
    return `it cannot be read: ${whyOf(error)}`;
  }
}

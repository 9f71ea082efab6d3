import { type TrustedLog, type TrustedRoot, validAt } from '../trust/trusted-root.ts';
import type { SignerCertificate } from './certificate.ts';
import { hashBytes, signatureHolds } from './signature.ts';
import type { Steps } from './steps.ts';

/** One signed certificate timestamp (RFC 6962, section 3.2). */
interface CertificateTimestamp {
  readonly logId: Uint8Array;
  readonly time: number;
  readonly extensions: Uint8Array;
  readonly signature: Uint8Array;
}

const sha256 = 4;
const ecdsa = 3;
const rsa = 1;
const mostTimestamps = 50;

/** Reads the TLS list. Undefined when it is not one, or holds a version or hash that RFC 6962 does not have. */
function parseList(bytes: Uint8Array): readonly CertificateTimestamp[] | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const list: CertificateTimestamp[] = [];
  if (view.length < 2 || view.readUInt16BE(0) !== view.length - 2) return undefined;
  for (let at = 2; at < view.length; ) {
    if (at + 2 > view.length || list.length === mostTimestamps) return undefined;
    const end = at + 2 + view.readUInt16BE(at);
    const item = view.subarray(at + 2, end);
    // Version 0, 32 bytes of log, 8 of time, 2 of length of extensions.
    if (end > view.length || item.length < 43 || item[0] !== 0) return undefined;
    const extensionsEnd = 43 + item.readUInt16BE(41);
    const signatureStart = extensionsEnd + 4;
    if (signatureStart > item.length) return undefined;
    const [hash, algorithm] = [item[extensionsEnd], item[extensionsEnd + 1]];
    if (hash !== sha256 || (algorithm !== ecdsa && algorithm !== rsa)) return undefined;
    if (signatureStart + item.readUInt16BE(extensionsEnd + 2) !== item.length) return undefined;
    list.push({
      logId: item.subarray(1, 33),
      time: Number(item.readBigUInt64BE(33)),
      extensions: item.subarray(43, extensionsEnd),
      signature: item.subarray(signatureStart),
    });
    at = end;
  }
  return list;
}

/** What the log signed: a digitally-signed struct over the certificate before the timestamps were put in. */
function signedBytes(
  timestamp: CertificateTimestamp,
  certificate: SignerCertificate,
  issuerKey: Uint8Array,
): Uint8Array {
  const head = Buffer.alloc(12);
  head.writeBigUInt64BE(BigInt(timestamp.time), 2);
  head.writeUInt16BE(1, 10);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(certificate.loggedBody.length);
  const extensions = Buffer.alloc(2);
  extensions.writeUInt16BE(timestamp.extensions.length);
  return Buffer.concat([
    head,
    hashBytes(issuerKey),
    length.subarray(1),
    certificate.loggedBody,
    extensions,
    timestamp.extensions,
  ]);
}

function fault(
  timestamp: CertificateTimestamp,
  log: TrustedLog | undefined,
  certificate: SignerCertificate,
  issuerKey: Uint8Array,
): string | undefined {
  if (log === undefined) return 'it is by a log that the trusted root does not have';
  if (log.key === undefined) return 'the key of its log is of a kind that is not supported';
  if (!validAt(log.validity, new Date(timestamp.time))) return 'its log was not trusted at that time';
  const signed = signedBytes(timestamp, certificate, issuerKey);
  return signatureHolds(log.key.key, signed, timestamp.signature, 'sha256') ? undefined : 'its signature does not hold';
}

/**
 * Checks that the certificate was put into a public log: every timestamp in it must hold, and there must be one. `issuerKey` is the
 * SubjectPublicKeyInfo of the certificate's issuer.
 */
export function checkCertificateTimestamps(
  certificate: SignerCertificate,
  issuerKey: Uint8Array,
  root: TrustedRoot,
  steps: Steps,
): void {
  if (certificate.timestamps === undefined) steps.fail('The certificate carries no proof that it was made public.');
  const list = parseList(certificate.timestamps ?? new Uint8Array());
  if (list === undefined || list.length === 0) steps.fail('The certificate timestamps cannot be read.');
  for (const timestamp of list) {
    const log = root.certificateLogs.find(({ id }) => Buffer.from(id).equals(timestamp.logId));
    const why = fault(timestamp, log, certificate, issuerKey);
    const source = log?.url ?? `log ${Buffer.from(timestamp.logId).toString('base64')}`;
    if (why !== undefined) steps.fail(`A certificate timestamp does not hold: ${why}.`, { source });
    steps.pass('The certificate was put into a public log.', {
      observed: new Date(timestamp.time).toISOString(),
      source,
    });
  }
}

import { createHash, type X509Certificate } from 'node:crypto';
import { whyOf } from '../../../core/index.ts';
import { derInteger, derSequence, derTag, expectTag, readDer } from '../../../foundations/formats/index.ts';
import { type TrustedAuthority, type TrustedRoot, validAt } from '../trust/trusted-root.ts';
import { chainFault, timeStamping } from './chain.ts';
import { hashBytes, signatureHolds } from './signature.ts';
import type { Steps } from './steps.ts';
import { readTimestamp, type TimestampToken } from './timestamp-token.ts';

/** Whether the token names this certificate as its signer's, by issuer and serial number. */
function isSigner(certificate: X509Certificate, token: TimestampToken): boolean {
  const body = derSequence(derSequence(readDer(certificate.raw, ''), '')[0], '');
  // Version is [0], and present in every certificate with extensions; then serial, algorithm, issuer.
  const [, serial, , issuer] = body;
  return (
    derInteger(serial, '') === token.serial &&
    Buffer.from(expectTag(issuer, derTag.sequence, '').raw).equals(token.issuer)
  );
}

function fault(token: TimestampToken, authority: TrustedAuthority, signature: Uint8Array): string | undefined {
  const [leaf, ...issuers] = authority.certificates;
  if (leaf === undefined) return 'the authority has no certificate';
  if (!validAt(authority.validity, token.time)) return 'the authority was not trusted at that time';
  const { hash, digest } = token.certificateHash;
  if (!createHash(hash).update(leaf.raw).digest().equals(digest)) return 'it is bound to another certificate';
  if (token.certificates.length > 0 && !token.certificates.some((raw) => leaf.raw.equals(raw)))
    return 'it comes with the certificate of somebody else';
  if (!hashBytes(token.info, token.infoHash).equals(token.infoDigest)) return 'its content was changed';
  if (!signatureHolds(leaf.publicKey, token.signed, token.signature, token.signatureHash))
    return 'its signature does not hold';
  if (!hashBytes(signature, token.imprint.hash).equals(token.imprint.digest)) return 'it is over another signature';
  return chainFault(leaf, issuers.length === 0 ? [leaf] : issuers, timeStamping, token.time);
}

/** Checks an RFC 3161 timestamp over a signature and gives its time. */
export function checkTimestamp(stamp: Uint8Array, signature: Uint8Array, root: TrustedRoot, steps: Steps): Date {
  let token: TimestampToken;
  try {
    token = readTimestamp(stamp, 'timestamp');
  } catch (error) {
    steps.fail(`A timestamp cannot be read: ${whyOf(error)}.`);
  }
  const candidates = root.timestampAuthorities.filter(
    ({ certificates }) => certificates[0] !== undefined && isSigner(certificates[0], token),
  );
  const observed = token.time.toISOString();
  if (candidates.length === 0)
    steps.fail('A timestamp is by an authority that the trusted root does not have.', { observed, source: root.where });
  const faults = candidates.map((authority) => fault(token, authority, signature));
  const good = candidates[faults.indexOf(undefined)];
  if (good === undefined)
    steps.fail(`A timestamp does not hold: ${faults[0] ?? ''}.`, {
      observed,
      source: candidates[0]?.url ?? root.where,
    });
  steps.pass('A timestamp authority signed when the signature was there.', { observed, source: good.url });
  return token.time;
}

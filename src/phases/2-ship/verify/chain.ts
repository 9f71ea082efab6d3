import type { X509Certificate } from 'node:crypto';

/** Extended key usages (RFC 5280, section 4.2.1.12; RFC 3161, section 2.3). */
export const codeSigning = '1.3.6.1.5.5.7.3.3';
export const timeStamping = '1.3.6.1.5.5.7.3.8';

const inside = (certificate: X509Certificate, at: Date): boolean =>
  certificate.validFromDate <= at && at <= certificate.validToDate;

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

/**
 * The chain from a certificate to the last of `authority`, which is trusted by itself: each issued by the next, issuers are authorities, all
 * valid at the moment, and the first is for `usage`. Undefined with the reason when it does not hold. Certificates that came with a
 * signature are never taken as links.
 */
export function chainFault(
  leaf: X509Certificate,
  authority: readonly X509Certificate[],
  usage: string,
  at: Date,
): string | undefined {
  if (!inside(leaf, at))
    return `the certificate is valid from ${iso(leaf.validFromDate)} to ${iso(leaf.validToDate)} only`;
  if (!(leaf.keyUsage ?? []).includes(usage)) return 'the certificate is for another use';
  if (leaf.ca) return 'the certificate is an authority';
  let below = leaf;
  const rest = [...authority];
  while (rest.length > 0) {
    const index = rest.findIndex((candidate) => issued(candidate, below));
    const issuer = rest[index];
    if (issuer === undefined) return `nobody in the trusted root issued ${name(below)}`;
    if (!issuer.ca) return `${name(issuer)} is no authority`;
    if (!inside(issuer, at))
      return `${name(issuer)} is valid from ${iso(issuer.validFromDate)} to ${iso(issuer.validToDate)} only`;
    if (issuer === authority.at(-1)) return undefined;
    rest.splice(index, 1);
    below = issuer;
  }
  return 'the chain does not reach the root';
}

const iso = (date: Date): string => date.toISOString();

const name = (certificate: X509Certificate): string =>
  JSON.stringify((certificate.subject ?? 'a certificate without a name').replaceAll('\n', ', ').slice(0, 200));

/** The certificate that issued this one, of those given. */
export function issuerOf(
  certificate: X509Certificate,
  candidates: readonly X509Certificate[],
): X509Certificate | undefined {
  return candidates.find((candidate) => issued(candidate, certificate));
}

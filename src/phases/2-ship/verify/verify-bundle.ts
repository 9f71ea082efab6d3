import {
  type Assessment,
  bareSigner,
  defined,
  type Evidence,
  type IdentitySigner,
  type Signer,
  whyOf,
} from '../../../core/index.ts';
import { type Bundle, signatureOf, withSignature } from '../bundles/bundle.ts';
import { asPublicKey, hintFits, hintText, keySigner, type PublicKey } from '../keys/public-key.ts';
import type { Statement } from '../statements/statement.ts';
import { type TrustedLog, type TrustedRoot, validAt } from '../trust/trusted-root.ts';
import { readCertificate, type SignerCertificate } from './certificate.ts';
import { checkCertificateTimestamps } from './certificate-timestamps.ts';
import { chainFault, codeSigning, issuerOf } from './chain.ts';
import { type Artifact, checkContent, digestOf, heldSignatures } from './check-content.ts';
import type { LoggedContent } from './log-body.ts';
import { checkLogEntry } from './log-entry.ts';
import { CheckFailed, Steps } from './steps.ts';
import { checkTimestamp } from './timestamp.ts';

/** Who must have signed. */
export type TrustedSigner =
  | {
      readonly kind: 'key';
      readonly key: PublicKey;
      /** Where given, log entries and timestamps in the bundle are checked as well; a bundle needs none. */
      readonly trustedRoot?: TrustedRoot;
    }
  | (IdentitySigner & { readonly trustedRoot: TrustedRoot });

/** The one asked for, by what is compared and told. */
export function signerOf(trusted: TrustedSigner): Signer {
  return trusted.kind === 'key' ? keySigner(trusted.key) : bareSigner(trusted);
}

/**
 * `undetermined` is neither yes nor no: an outage kept something from being looked at. Nothing that a bundle holds leads to it, as whoever may push would
 * choose it.
 */
export type TrustVerdict = 'trusted' | 'not-trusted' | 'undetermined';

/** When something was signed, by the word of somebody who is trusted for that. */
export interface VerifiedTime {
  readonly at: Date;
  /** Log or authority. */
  readonly source: 'transparency-log' | 'timestamp-authority';
}

/** Whether the signature of one bundle holds: it does, or the message is the step that decided. Its evidence is every step, in order. */
export interface BundleAssessment extends Assessment {
  readonly state: 'pass' | 'fail';
  /** What was signed, where the content is a statement and it holds. */
  readonly statement?: Statement;
  /** The earliest, where there is one. */
  readonly time?: VerifiedTime;
}

/** What is checked of a bundle. */
export const bundleCheck = 'signature/bundle';

/**
 * Checks a bundle: who signed, that the artifact is what was signed, and for certificates when and that it was public. No network, no clock: what
 * it says depends on its arguments alone. Never throws for what a bundle holds.
 */
export async function verifyBundle(
  bundle: Bundle,
  artifact: Artifact,
  signer: TrustedSigner,
): Promise<BundleAssessment> {
  const steps = new Steps();
  try {
    const found =
      signer.kind === 'key'
        ? await byKey(bundle, artifact, signer, steps)
        : await byIdentity(bundle, artifact, signer, steps);
    return { check: bundleCheck, state: 'pass', message: 'It holds.', evidence: steps.evidence, ...found };
  } catch (error) {
    const failed = error instanceof CheckFailed;
    const why = whyOf(error);
    // Anything else that is thrown is about bytes of the bundle that cannot be read.
    const evidence: readonly Evidence[] = failed
      ? steps.evidence
      : [...steps.evidence, { kind: 'signature', statement: why }];
    return { check: bundleCheck, state: 'fail', message: why, evidence };
  }
}

type Found = Pick<BundleAssessment, 'statement' | 'time'>;

async function byKey(
  bundle: Bundle,
  artifact: Artifact,
  signer: TrustedSigner & { readonly kind: 'key' },
  steps: Steps,
): Promise<Found> {
  if (bundle.signer.kind !== 'public-key') steps.fail('It is signed with a certificate; a key is asked for.');
  noteHints(bundle, bundle.signer.hint, signer.key, steps);
  return eachHeld(bundle, signer.key, steps, async (one, own) => {
    const statement = await checkContent(one, artifact, signer.key, own);
    if (signer.trustedRoot === undefined) {
      if (one.logEntries.length + one.timestamps.length > 0)
        own.note('Log entries and timestamps of the bundle were not looked at: no trusted root was given.');
      return statement === undefined ? {} : { statement };
    }
    const times = checkTimes(one, artifact, signer.key.spki, signer.trustedRoot, own);
    return { ...defined({ statement }), ...earliest(times) };
  });
}

/** Hints help to find a key and prove nothing: one that names another is told, and the signature is tried all the same. */
function noteHints({ content }: Bundle, hint: string, key: PublicKey, steps: Steps): void {
  const ids = content.kind === 'dsse' ? content.envelope.signatures.map(({ keyId }) => keyId) : [];
  const other = [hint, ...ids].find((one) => !hintFits(one, key));
  if (other !== undefined)
    steps.note('It names another key.', { observed: hintText(other), expected: key.fingerprint });
}

/** Makes the checks for each signature that the key made, until they hold for one; ends as the last one does. */
async function eachHeld(
  bundle: Bundle,
  key: PublicKey,
  steps: Steps,
  check: (bundle: Bundle, steps: Steps) => Promise<Found>,
): Promise<Found> {
  const held = heldSignatures(bundle, key, steps);
  for (const [index, signature] of held.entries()) {
    const last = index === held.length - 1;
    const own = last ? steps : new Steps();
    try {
      const found = await check(withSignature(bundle, signature), own);
      if (!last) steps.add(own);
      return found;
    } catch (error) {
      if (last) throw error;
    }
  }
  return steps.fail('It has no signature.');
}

async function byIdentity(
  bundle: Bundle,
  artifact: Artifact,
  signer: TrustedSigner & { readonly kind: 'identity' },
  steps: Steps,
): Promise<Found> {
  if (bundle.signer.kind !== 'certificate') steps.fail('It is signed with a key; an identity is asked for.');
  const root = signer.trustedRoot;
  const { leaf } = bundle.signer;
  const certificate = readCertificate(leaf, 'certificate of the signer');
  checkIdentity(certificate, signer, steps);
  if (bundle.logEntries.length === 0) steps.fail('It is in no transparency log.');
  const key = asPublicKey(certificate.x509.publicKey, 'certificate of the signer');
  return eachHeld(bundle, key, steps, async (one, own) => {
    const times = checkTimes(one, artifact, leaf, root, own);
    if (times.length === 0)
      own.fail('Nobody vouches for when it was signed, so the short life of its certificate cannot be checked.');
    checkChain(certificate, times, root, own);
    const statement = await checkContent(one, artifact, key, own);
    return { ...defined({ statement }), ...earliest(times) };
  });
}

function checkIdentity(
  certificate: SignerCertificate,
  wanted: { readonly subject: string; readonly issuer: string },
  steps: Steps,
): void {
  const observed = certificate.names.join(', ').slice(0, 500);
  if (!certificate.names.includes(wanted.subject))
    steps.fail('The certificate is for another name.', { observed, expected: wanted.subject });
  steps.pass('The certificate is for the name asked for.', { observed, expected: wanted.subject });
  const issuer = certificate.issuer.slice(0, 500);
  // A certificate that names no issuer says nothing, whatever is asked for.
  if (certificate.issuer === '' || certificate.issuer !== wanted.issuer)
    steps.fail('The identity was checked by another issuer.', { observed: issuer, expected: wanted.issuer });
  steps.pass('The identity was checked by the issuer asked for.', { observed: issuer, expected: wanted.issuer });
}

function checkTimes(
  bundle: Bundle,
  artifact: Artifact,
  verifier: Uint8Array,
  root: TrustedRoot,
  steps: Steps,
): readonly VerifiedTime[] {
  const times: VerifiedTime[] = [];
  const content: LoggedContent = { bundle, verifier, artifactDigest: (hash) => digestOf(artifact, hash) };
  const seen = new Set<string>();
  /** Logs whose entries have no time of their own: they must have been trusted at the times of others. */
  const undated: TrustedLog[] = [];
  for (const entry of bundle.logEntries) {
    const id = Buffer.from(entry.body).toString('base64');
    if (seen.has(id)) steps.fail('The same log entry is in the bundle twice.');
    seen.add(id);
    const { log, time } = checkLogEntry(entry, content, root, steps);
    if (time !== undefined) times.push({ at: time, source: 'transparency-log' });
    else undated.push(log);
  }
  for (const stamp of bundle.timestamps)
    times.push({ at: checkTimestamp(stamp, signatureOf(bundle), root, steps), source: 'timestamp-authority' });
  for (const { url, validity } of undated) {
    const trusted = times.length === 0 ? validity.from !== undefined : times.every(({ at }) => validAt(validity, at));
    if (!trusted) steps.fail('The log was not trusted at the time of signing.', { source: url });
  }
  return times;
}

/** The chain must hold at every time that is vouched for. */
function checkChain(
  certificate: SignerCertificate,
  times: readonly VerifiedTime[],
  root: TrustedRoot,
  steps: Steps,
): void {
  for (const { at } of times) {
    const authorities = root.certificateAuthorities.filter(({ validity }) => validAt(validity, at));
    const faults = authorities.map(({ certificates }) => chainFault(certificate.x509, certificates, codeSigning, at));
    const observed = at.toISOString();
    const good = authorities[faults.indexOf(undefined)];
    if (good === undefined) {
      const why = faults[0] ?? 'no authority was trusted at that time';
      steps.fail(`The certificate does not hold at the time of signing: ${why}.`, {
        observed,
        source: root.where,
      });
    }
    steps.pass('The certificate leads to an authority of the trusted root, valid at the time of signing.', {
      observed,
      source: good.url,
    });
    const issuer = issuerOf(certificate.x509, good.certificates);
    if (issuer === undefined) steps.fail('The issuer of the certificate is not known.');
    const key = issuer.publicKey.export({ type: 'spki', format: 'der' });
    if (at === times[0]?.at) checkCertificateTimestamps(certificate, key, root, steps);
  }
}

function earliest(times: readonly VerifiedTime[]): Pick<BundleAssessment, 'time'> {
  const [first] = times.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return first === undefined ? {} : { time: first };
}

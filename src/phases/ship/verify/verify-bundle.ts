import type { Evidence } from '../../../core/index.ts';
import { preAuthEncoding } from '../../../foundations/formats/index.ts';
import { type Bundle, type HashName, signatureOf } from '../bundles/bundle.ts';
import { asPublicKey, hintFits, type PublicKey } from '../keys/public-key.ts';
import { parseStatement, type Statement, subjectDigests } from '../statements/statement.ts';
import { type TrustedLog, type TrustedRoot, validAt } from '../trust/trusted-root.ts';
import { readCertificate, type SignerCertificate } from './certificate.ts';
import { checkCertificateTimestamps } from './certificate-timestamps.ts';
import { chainFault, codeSigning, issuerOf } from './chain.ts';
import type { LoggedContent } from './log-body.ts';
import { checkLogEntry } from './log-entry.ts';
import { anySignatureHolds, digestSignatureHolds, hashBytes } from './signature.ts';
import { CheckFailed, Steps } from './steps.ts';
import { checkTimestamp } from './timestamp.ts';

/** What was signed, as far as it is known: digests, and the bytes where they are at hand. */
export interface Artifact {
  /** In lower-case hexadecimal. */
  readonly digests: Readonly<Partial<Record<HashName, string>>>;
  readonly bytes?: Uint8Array;
}

/** Who must have signed. */
export type TrustedSigner =
  | {
      readonly kind: 'key';
      readonly key: PublicKey;
      /** Where given, log entries and timestamps in the bundle are checked as well; a bundle needs none. */
      readonly trustedRoot?: TrustedRoot;
    }
  | {
      readonly kind: 'identity';
      /** Name in the certificate, compared exactly: never a pattern. */
      readonly subject: string;
      /** OpenID Connect issuer, compared exactly. */
      readonly issuer: string;
      readonly trustedRoot: TrustedRoot;
    };

/** `undetermined` is neither yes nor no: a step could not be made. */
export type Verdict = 'trusted' | 'not-trusted' | 'undetermined';

/** When something was signed, by the word of somebody who is trusted for that. */
export interface VerifiedTime {
  readonly at: Date;
  /** Log or authority. */
  readonly source: 'transparency-log' | 'timestamp-authority';
}

/** The answer about one bundle. */
export interface BundleCheck {
  readonly verdict: Verdict;
  /** The step that decided, where the verdict is not `trusted`. */
  readonly why?: string;
  /** Every step, in order. */
  readonly evidence: readonly Evidence[];
  /** What was signed, where the content is a statement and the verdict `trusted`. */
  readonly statement?: Statement;
  /** The earliest, where there is one. */
  readonly time?: VerifiedTime;
}

/**
 * Checks a bundle: who signed, that the artifact is what was signed, and for certificates when and that it was public. No network, no clock: what
 * it says depends on its arguments alone. Never throws for what a bundle holds.
 */
export async function verifyBundle(bundle: Bundle, artifact: Artifact, signer: TrustedSigner): Promise<BundleCheck> {
  const steps = new Steps();
  try {
    const found =
      signer.kind === 'key'
        ? await byKey(bundle, artifact, signer, steps)
        : await byIdentity(bundle, artifact, signer, steps);
    return { verdict: 'trusted', evidence: steps.evidence, ...found };
  } catch (error) {
    const failed = error instanceof CheckFailed;
    const why = error instanceof Error ? error.message : String(error);
    // Anything else that is thrown is about bytes of the bundle that cannot be read.
    const evidence: readonly Evidence[] = failed
      ? steps.evidence
      : [...steps.evidence, { kind: 'signature', statement: why }];
    return { verdict: failed && error.undetermined ? 'undetermined' : 'not-trusted', why, evidence };
  }
}

type Found = Pick<BundleCheck, 'statement' | 'time'>;

async function byKey(
  bundle: Bundle,
  artifact: Artifact,
  signer: TrustedSigner & { readonly kind: 'key' },
  steps: Steps,
): Promise<Found> {
  if (bundle.signer.kind !== 'public-key') steps.fail('It is signed with a certificate; a key is asked for.');
  const keyId = bundle.content.kind === 'dsse' ? (bundle.content.envelope.signatures[0]?.keyId ?? '') : '';
  for (const hint of [bundle.signer.hint, keyId]) {
    if (!hintFits(hint, signer.key))
      steps.fail('It names another key.', { observed: hint.slice(0, 100), expected: signer.key.hint });
  }
  const statement = await checkContent(bundle, artifact, signer.key, steps);
  if (signer.trustedRoot === undefined) {
    if (bundle.logEntries.length + bundle.timestamps.length > 0)
      steps.note('Log entries and timestamps of the bundle were not looked at: no trusted root was given.');
    return statement === undefined ? {} : { statement };
  }
  const times = checkTimes(bundle, artifact, signer.key.spki, signer.trustedRoot, steps);
  return { ...(statement === undefined ? {} : { statement }), ...earliest(times) };
}

async function byIdentity(
  bundle: Bundle,
  artifact: Artifact,
  signer: TrustedSigner & { readonly kind: 'identity' },
  steps: Steps,
): Promise<Found> {
  if (bundle.signer.kind !== 'certificate') steps.fail('It is signed with a key; an identity is asked for.');
  const root = signer.trustedRoot;
  const certificate = readCertificate(bundle.signer.leaf, 'certificate of the signer');
  checkIdentity(certificate, signer, steps);
  if (bundle.logEntries.length === 0) steps.fail('It is in no transparency log.');
  const times = checkTimes(bundle, artifact, bundle.signer.leaf, root, steps);
  if (times.length === 0)
    steps.fail('Nobody vouches for when it was signed, so the short life of its certificate cannot be checked.');
  checkChain(certificate, times, root, steps);
  const statement = await checkContent(
    bundle,
    artifact,
    asPublicKey(certificate.x509.publicKey, 'certificate of the signer'),
    steps,
  );
  return { ...(statement === undefined ? {} : { statement }), ...earliest(times) };
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

/** That the signature is over the artifact (a message), or over a statement that names it (DSSE). */
async function checkContent(
  bundle: Bundle,
  artifact: Artifact,
  key: PublicKey,
  steps: Steps,
): Promise<Statement | undefined> {
  if (bundle.content.kind === 'message') {
    await checkMessage(bundle.content, artifact, key, steps);
    return undefined;
  }
  const { envelope } = bundle.content;
  const signature = envelope.signatures[0]?.signature ?? new Uint8Array();
  if (!anySignatureHolds(key.key, preAuthEncoding(envelope.payloadType, envelope.payload), signature))
    steps.fail('The signature does not hold.', { expected: `${key.algorithm} ${key.hint}` });
  steps.pass('The signature holds.', { observed: `${key.algorithm} ${key.hint}` });
  const statement = parseStatement(envelope, 'statement');
  const digests = subjectDigests(statement);
  const match = (Object.keys(artifact.digests) as HashName[]).find((hash) =>
    digests.includes(`${hash}:${digestHex(artifact, hash)}`),
  );
  const expected = Object.entries(artifact.digests)
    .map(([hash, hex]) => `${hash}:${hex}`)
    .join(', ');
  const observed = digests.slice(0, 10).join(', ');
  if (match === undefined) steps.fail('The statement is about something else.', { observed, expected });
  steps.pass('The statement is about this artifact.', { observed, expected });
  return statement;
}

async function checkMessage(
  content: Bundle['content'] & { readonly kind: 'message' },
  artifact: Artifact,
  key: PublicKey,
  steps: Steps,
): Promise<void> {
  const { digest, signature } = content;
  if (digest !== undefined) {
    const known = digestOf(artifact, digest.algorithm);
    if (known === undefined) steps.unknown(`The ${digest.algorithm} digest of the artifact is not known.`);
    const [observed, expected] = [Buffer.from(digest.value).toString('hex'), known.toString('hex')];
    if (observed !== expected) steps.fail('The bundle is about another artifact.', { observed, expected });
    steps.pass('The bundle is about this artifact.', { observed, expected });
  }
  const holds =
    artifact.bytes === undefined
      ? await holdsOverDigest(artifact, key, signature)
      : anySignatureHolds(key.key, artifact.bytes, signature);
  if (holds === undefined)
    steps.unknown('The signature needs the artifact itself; only its digest is known.', {
      observed: key.algorithm,
    });
  if (!holds) steps.fail('The signature does not hold.', { expected: `${key.algorithm} ${key.hint}` });
  steps.pass('The signature over the artifact holds.', { observed: `${key.algorithm} ${key.hint}` });
}

/** By every digest that is known: which hash was signed follows from the key, but with Cosign's keys not always. */
async function holdsOverDigest(
  artifact: Artifact,
  key: PublicKey,
  signature: Uint8Array,
): Promise<boolean | undefined> {
  let holds: boolean | undefined;
  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    const digest = digestOf(artifact, hash);
    if (digest === undefined) continue;
    const answer = await digestSignatureHolds(key.key, digest, hash, signature);
    if (answer === true) return true;
    holds ??= answer;
  }
  return holds;
}

function digestHex(artifact: Artifact, hash: HashName): string | undefined {
  return digestOf(artifact, hash)?.toString('hex');
}

function digestOf(artifact: Artifact, hash: HashName): Buffer | undefined {
  if (artifact.bytes !== undefined) return hashBytes(artifact.bytes, hash);
  const hex = artifact.digests[hash];
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}

function earliest(times: readonly VerifiedTime[]): Pick<BundleCheck, 'time'> {
  const [first] = times.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return first === undefined ? {} : { time: first };
}

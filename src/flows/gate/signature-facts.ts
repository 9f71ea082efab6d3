import { type Digest, inParallel } from '../../core/index.ts';
import type { ArtifactStore } from '../../foundations/images/index.ts';
import {
  type AttestationFact,
  type GateSigner,
  type ImageFacts,
  known,
  type RequiredImageFacts,
  type SignatureFact,
  type SignerId,
  unknown,
} from '../../phases/deploy/index.ts';
import {
  fetchBundles,
  type ImageBundles,
  type ImageVerdict,
  isUnsigned,
  judgeBundles,
  loadPublicKey,
  type TrustedRoot,
  type TrustedSigner,
} from '../../phases/ship/index.ts';

type Wanted = Pick<RequiredImageFacts, 'signatures' | 'attestations'>;
type Facts = Pick<ImageFacts, 'signatures' | 'attestations'>;

/**
 * What holds of the signatures and attestations that are asked for, and that hang on one of the digests: an image, and indexes that hold it and are
 * themselves in another. A list that could not be had is unknown, never empty.
 */
export async function signatureFacts(
  store: ArtifactStore,
  digests: readonly Digest[],
  wanted: Wanted,
  root: TrustedRoot | undefined,
): Promise<Facts> {
  const found = await inParallel(digests, 1, (digest) => fetchBundles(store, digest));
  const failed = found.find(({ listingProblem }) => listingProblem !== undefined)?.listingProblem;
  const whole = found.filter(({ listingProblem, bundles }) => listingProblem === undefined || bundles.length > 0);
  if (failed !== undefined && whole.length === 0) return { signatures: unknown(failed), attestations: unknown(failed) };
  // Nothing hangs there: then there are no signatures, which is more than that none is trusted.
  if (failed === undefined && (await Promise.all(found.map(isUnsigned))).every(Boolean))
    return { signatures: known([]), attestations: known([]) };
  const judged = async (signer: GateSigner, type?: string): Promise<readonly SignatureFact[]> =>
    factsOf(signer, await verdicts(found, signer, type, root));
  const signatures: SignatureFact[] = [];
  for (const signer of distinct(wanted.signatures)) signatures.push(...(await judged(signer)));
  const attestations: AttestationFact[] = [];
  for (const { type, signers } of wanted.attestations) {
    for (const signer of distinct(signers)) {
      const facts = await judged(signer, type);
      attestations.push(...facts.map((fact) => ({ ...fact, predicateType: type })));
    }
  }
  return { signatures: known(signatures), attestations: known(attestations) };
}

/** For facts that no rule looks at. */
export const notAsked = unknown('no rule asks for it');

const distinct = (signers: readonly GateSigner[]): readonly GateSigner[] => [
  ...new Map(signers.map((signer) => [JSON.stringify(idOf(signer)), signer])).values(),
];

function idOf(signer: GateSigner): SignerId {
  if (signer.kind === 'key') return { kind: 'key', fingerprint: signer.fingerprint };
  return { kind: 'identity', issuer: signer.issuer, subject: signer.subject };
}

async function verdicts(
  found: readonly ImageBundles[],
  signer: GateSigner,
  type: string | undefined,
  root: TrustedRoot | undefined,
): Promise<readonly ImageVerdict[] | string> {
  const trusted = trustedSigner(signer, root);
  if (typeof trusted === 'string') return trusted;
  const requirement = { signer: trusted, ...(type === undefined ? {} : { predicateType: type }) };
  return Promise.all(found.map((bundles) => judgeBundles(bundles, requirement)));
}

/** Whom to look for; why not, where that cannot be done. */
function trustedSigner(signer: GateSigner, root: TrustedRoot | undefined): TrustedSigner | string {
  if (signer.kind === 'key') {
    const key = loadPublicKey(signer.pem ?? '', signer.name);
    return { kind: 'key', key, ...(root === undefined ? {} : { trustedRoot: root }) };
  }
  if (root === undefined)
    return `a signature by ${signer.name} can only be checked with a Sigstore trusted root (--trusted-root)`;
  return { kind: 'identity', subject: signer.subject, issuer: signer.issuer, trustedRoot: root };
}

/** Everything that holds; where nothing does, the one reason: what could not be determined before what does not hold. */
function factsOf(signer: GateSigner, given: readonly ImageVerdict[] | string): readonly SignatureFact[] {
  const id = idOf(signer);
  if (typeof given === 'string') return [{ signer: id, verdict: 'undetermined', why: given }];
  const trusted = given.flatMap(({ verified }) => verified);
  if (trusted.length > 0)
    return trusted.map(({ manifest, time }) => ({
      signer: id,
      verdict: 'trusted',
      source: manifest,
      ...(time === undefined ? {} : { verifiedTime: time.at.toISOString() }),
    }));
  const open = given.find(({ verdict }) => verdict === 'undetermined') ?? given[0];
  return open === undefined ? [] : [{ signer: id, verdict: open.verdict, why: open.why }];
}

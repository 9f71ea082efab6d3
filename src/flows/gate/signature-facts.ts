import { bareSigner, type Digest, defined, inParallel } from '../../core/index.ts';
import type { ArtifactStore } from '../../foundations/images/index.ts';
import {
  type ImageVerdict,
  judgeImage,
  loadPublicKey,
  type TrustedRoot,
  type TrustedSigner,
  type TrustRequirement,
} from '../../phases/2-ship/index.ts';
import {
  type AttestationFact,
  type GateSigner,
  type ImageFacts,
  known,
  type RequiredImageFacts,
  type SignatureFact,
  unknown,
} from '../../phases/3-deploy/index.ts';

type Wanted = Pick<RequiredImageFacts, 'signatures' | 'attestations'>;
type Facts = Pick<ImageFacts, 'signatures' | 'attestations'>;

/** A signer of whom something is asked. */
interface Asked {
  readonly signer: GateSigner;
  /** Of the attestation; a plain signature when absent. */
  readonly type?: string;
  /** What is looked for; why it cannot be, where that is so. */
  readonly requirement: TrustRequirement | string;
}

/**
 * What holds of the signatures and attestations that are asked for, and that hang on one of the digests: an image, and indexes that hold it and are
 * themselves in another. A list that could not be had is unknown, never empty. What is not found out when `deadline` is aborted is told by who is to blame.
 */
export async function signatureFacts(
  store: ArtifactStore,
  digests: readonly Digest[],
  wanted: Wanted,
  root: TrustedRoot | undefined,
  deadline?: AbortSignal,
): Promise<Facts> {
  const asked = [
    ...distinct(wanted.signatures).map((signer) => ask(signer, undefined, root)),
    ...wanted.attestations.flatMap(({ type, signers }) => distinct(signers).map((signer) => ask(signer, type, root))),
  ];
  const requirements = asked.flatMap(({ requirement }) => (typeof requirement === 'string' ? [] : [requirement]));
  const options = deadline === undefined ? {} : { deadline };
  const judged = await inParallel(digests, 1, (digest) => judgeImage(store, digest, requirements, options));
  const [outage] = judged.flatMap((one) => one.outage ?? []);
  if (outage !== undefined && judged.every((one) => one.outage !== undefined))
    return { signatures: unknown(outage), attestations: unknown(outage) };
  // Nothing hangs there: then there are no signatures, which is more than that none is trusted.
  if (judged.every(({ isUnsigned }) => isUnsigned)) return { signatures: known([]), attestations: known([]) };
  const signatures: SignatureFact[] = [];
  const attestations: AttestationFact[] = [];
  for (const { signer, type, requirement } of asked) {
    const index = typeof requirement === 'string' ? -1 : requirements.indexOf(requirement);
    const verdicts = judged.flatMap((one) => one.verdicts[index] ?? []);
    const facts = factsOf(signer, typeof requirement === 'string' ? requirement : verdicts);
    if (type === undefined) signatures.push(...facts);
    else attestations.push(...facts.map((fact) => ({ ...fact, predicateType: type })));
  }
  return { signatures: known(signatures), attestations: known(attestations) };
}

function ask(signer: GateSigner, type: string | undefined, root: TrustedRoot | undefined): Asked {
  const trusted = trustedSigner(signer, root);
  const kind = type === undefined ? {} : { predicateType: type };
  if (typeof trusted === 'string') return { signer, ...defined({ type }), requirement: trusted };
  return { signer, ...defined({ type }), requirement: { signer: trusted, ...kind } };
}

/** For facts that no rule looks at. */
export const notAsked = unknown('no rule asks for it');

const distinct = (signers: readonly GateSigner[]): readonly GateSigner[] => [
  ...new Map(signers.map((signer) => [JSON.stringify(bareSigner(signer)), signer])).values(),
];

/** Whom to look for; why not, where that cannot be done. */
function trustedSigner(signer: GateSigner, root: TrustedRoot | undefined): TrustedSigner | string {
  if (signer.kind === 'key') {
    const key = loadPublicKey(signer.pem ?? '', signer.name);
    return { kind: 'key', key, ...defined({ trustedRoot: root }) };
  }
  if (root === undefined)
    return `a signature by ${signer.name} can only be checked with a Sigstore trusted root (--trusted-root)`;
  return { kind: 'identity', subject: signer.subject, issuer: signer.issuer, trustedRoot: root };
}

/** Everything that holds; where nothing does, the one reason: what could not be determined before what does not hold. */
function factsOf(signer: GateSigner, given: readonly ImageVerdict[] | string): readonly SignatureFact[] {
  const id = bareSigner(signer);
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

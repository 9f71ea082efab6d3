import { type Digest, digestParts, type Evidence } from '../../../core/index.ts';
import { signaturePredicate } from '../statements/predicate-types.ts';
import type { Statement } from '../statements/statement.ts';
import {
  type BundleCheck,
  type TrustedSigner,
  type Verdict,
  type VerifiedTime,
  verifyBundle,
} from '../verify/verify-bundle.ts';
import type { FoundBundle, ImageBundles } from './fetch-bundles.ts';

/** What is asked of an image. */
export interface Requirement {
  readonly signer: TrustedSigner;
  /** The kind of attestation that must be there, exactly; a plain signature when absent. */
  readonly predicateType?: string;
}

/** A signature or attestation that holds and is what was asked for. */
export interface VerifiedBundle {
  /** Of the manifest that carries it. */
  readonly manifest: Digest;
  /** What is said; absent where a signature is over the image itself. */
  readonly statement?: Statement;
  /** When it was signed, where somebody trusted vouches for it; a key alone vouches for no time. */
  readonly time?: VerifiedTime;
}

/** The answer about an image, with every step. */
export interface ImageVerdict {
  readonly subject: Digest;
  readonly verdict: Verdict;
  /** One sentence. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** Everything that met the requirement; newest by verified time first, those without one last. */
  readonly verified: readonly VerifiedBundle[];
}

/** Candidates whose steps are told when none holds. */
const mostTold = 20;

const askedFor = (predicateType: string | undefined): string =>
  predicateType === undefined ? 'a signature' : `an attestation of type ${predicateType}`;

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Whether a bundle that holds is of the kind asked for. The kind is read from what was signed, never from annotations. */
function isKind(check: BundleCheck, predicateType: string | undefined): boolean {
  if (check.statement === undefined) return predicateType === undefined;
  return check.statement.predicateType === (predicateType ?? signaturePredicate);
}

/**
 * Judges what was fetched. Trusted when at least one bundle holds and is what was asked for. Not trusted when all was looked at and none does.
 * Undetermined when something could not be looked at, as what is missing might be the one.
 */
export async function judgeBundles(found: ImageBundles, requirement: Requirement): Promise<ImageVerdict> {
  const { subject, where } = found;
  const { algorithm, hex } = digestParts(subject);
  const what = askedFor(requirement.predicateType);
  const verified: (VerifiedBundle & { readonly evidence: readonly Evidence[] })[] = [];
  const told: Evidence[] = [];
  let open = found.listingProblem;
  let others = 0;
  for (const candidate of found.bundles) {
    const check = await judgeOne(candidate, { digests: { [algorithm]: hex } }, requirement.signer);
    if (check.verdict === 'undetermined') open ??= check.why;
    if (check.verdict === 'trusted' && isKind(check, requirement.predicateType)) {
      const { statement, time, evidence } = check;
      verified.push({
        manifest: candidate.manifest,
        evidence,
        ...(statement === undefined ? {} : { statement }),
        ...(time === undefined ? {} : { time }),
      });
    } else if (check.verdict === 'trusted') {
      others++;
    } else if (told.length < mostTold) {
      told.push(
        { kind: 'context', statement: 'Checked: a bundle that hangs on the image.', source: candidate.manifest },
        ...check.evidence,
      );
    }
  }
  const count = found.bundles.length;
  const listed: Evidence = {
    kind: 'record',
    statement:
      found.listingProblem === undefined
        ? `${count} ${count === 1 ? 'bundle hangs' : 'bundles hang'} on the image.`
        : `What hangs on the image could not be listed: ${found.listingProblem}`,
    observed: subject,
    source: where,
  };
  const [best] = verified.toSorted((a, b) => (b.time?.at.getTime() ?? 0) - (a.time?.at.getTime() ?? 0));
  if (best !== undefined) {
    return {
      subject,
      verdict: 'trusted',
      why: `${capital(what)} by the one asked for holds.`,
      evidence: [listed, { kind: 'context', statement: `Checked: ${what}.`, source: best.manifest }, ...best.evidence],
      verified: verified
        .toSorted((a, b) => (b.time?.at.getTime() ?? 0) - (a.time?.at.getTime() ?? 0))
        .map(({ evidence: _, ...rest }) => rest),
    };
  }
  const evidence = [listed, ...told];
  if (open !== undefined)
    return { subject, verdict: 'undetermined', why: `It could not be determined: ${open}`, evidence, verified: [] };
  const beside = others > 0 ? ` (${others} of another kind by the same signer)` : '';
  const why =
    count === 0
      ? `No bundle hangs on the image, so it lacks ${what}.`
      : `None of ${count} bundles is ${what} by the one asked for${beside}.`;
  return { subject, verdict: 'not-trusted', why, evidence, verified: [] };
}

async function judgeOne(
  candidate: FoundBundle,
  artifact: Parameters<typeof verifyBundle>[1],
  signer: TrustedSigner,
): Promise<BundleCheck> {
  if (candidate.bundle !== undefined) return verifyBundle(candidate.bundle, artifact, signer);
  const why = candidate.problem?.text ?? 'it is not there';
  const verdict = candidate.problem?.malformed === true ? 'not-trusted' : 'undetermined';
  return { verdict, why, evidence: [{ kind: 'signature', statement: `The bundle cannot be had: ${why}` }] };
}

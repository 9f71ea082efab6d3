import { count, type Digest, defined, digestParts, type Evidence, inParallel, isKept } from '../../../core/index.ts';
import type { ArtifactStore } from '../../../foundations/images/index.ts';
import type { Bundle } from '../bundles/bundle.ts';
import { type AttachmentKind, predicateKind, signaturePredicate } from '../statements/predicate-types.ts';
import type { Statement } from '../statements/statement.ts';
import {
  type BundleAssessment,
  bundleCheck,
  type TrustedSigner,
  type TrustVerdict,
  type VerifiedTime,
  verifyBundle,
} from '../verify/verify-bundle.ts';
import { notLookedAt } from './list-candidates.ts';
import { formsText, type OtherForm } from './other-forms.ts';
import { type BundleReadOptions, type BundlesRead, type FoundBundle, readBundles } from './read-bundles.ts';

/** What is asked of an image. */
export interface TrustRequirement {
  readonly signer: TrustedSigner;
  /** The kind of attestation that must be there, exactly; a plain signature when absent. */
  readonly predicateType?: string;
  /** An attestation of any type of this kind must be there, in place of one type. */
  readonly predicateKind?: AttachmentKind;
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
  readonly verdict: TrustVerdict;
  /** One sentence. */
  readonly why: string;
  readonly evidence: readonly Evidence[];
  /** Everything that met the requirement; newest by verified time first, those without one last. */
  readonly verified: readonly VerifiedBundle[];
}

/** Candidates whose steps are told when none holds. */
const mostTold = 20;

function askedFor({ predicateType, predicateKind }: TrustRequirement): string {
  if (predicateKind !== undefined) return `an attestation of kind ${predicateKind}`;
  return predicateType === undefined ? 'a signature' : `an attestation of type ${predicateType}`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Whether a bundle that holds is of the kind asked for. The kind is read from what was signed, never from annotations. */
function isKind(check: BundleAssessment, { predicateType, predicateKind: kind }: TrustRequirement): boolean {
  if (check.statement === undefined) return predicateType === undefined && kind === undefined;
  if (kind !== undefined) return predicateKind(check.statement.predicateType) === kind;
  return check.statement.predicateType === (predicateType ?? signaturePredicate);
}

/** What came of one bundle: kept where it holds, or is among the first that do not. */
interface Checked {
  readonly order: number;
  readonly manifest: Digest;
  readonly check: BundleAssessment;
}

/** One requirement, and what was found for it so far. */
class Judgement {
  readonly #subject: Digest;
  readonly #requirement: TrustRequirement;
  readonly #met: Checked[] = [];
  #told: Checked[] = [];
  #count = 0;
  /** Bundles that hold and are of another kind than the one asked for. */
  #others = 0;
  /** Why something could not be looked at, by an outage: it might be the one. */
  #open: string | undefined;

  constructor(subject: Digest, requirement: TrustRequirement) {
    this.#subject = subject;
    this.#requirement = requirement;
  }

  /** Judges one bundle. `imageBytes` gives what signatures over the image itself are over. */
  async take(found: FoundBundle, imageBytes: () => Promise<Uint8Array>): Promise<void> {
    this.#count++;
    const { order, manifest, bundle, problem } = found;
    if (problem?.blame === 'outage') this.#open ??= problem.text;
    const check = bundle === undefined ? cannotBeHad(problem?.text) : await this.#check(bundle, imageBytes);
    if (check === undefined) return;
    if (!isKept(check)) this.#tell({ order, manifest, check });
    else if (isKind(check, this.#requirement)) this.#met.push({ order, manifest, check });
    else this.#others++;
  }

  async #check(bundle: Bundle, imageBytes: () => Promise<Uint8Array>): Promise<BundleAssessment | undefined> {
    const { algorithm, hex } = digestParts(this.#subject);
    const digests = { [algorithm]: hex };
    const { signer } = this.#requirement;
    if (bundle.content.kind === 'dsse') return verifyBundle(bundle, { digests }, signer);
    try {
      return await verifyBundle(bundle, { digests, bytes: await imageBytes() }, signer);
    } catch (error) {
      const { text, blame } = notLookedAt(error);
      if (blame === 'content') return cannotBeHad(text);
      this.#open ??= text;
      return undefined;
    }
  }

  #tell(checked: Checked): void {
    this.#told.push(checked);
    if (this.#told.length >= 2 * mostTold) this.#told = inOrder(this.#told).slice(0, mostTold);
  }

  /**
   * Trusted when at least one bundle holds and is what was asked for. Undetermined when an outage kept something from being looked at, as it might be the
   * one. Not trusted in every other case: also where what hangs there cannot be read, or is too much to be looked at.
   */
  async verdict(rest: BundlesRead): Promise<ImageVerdict> {
    const { subject, outage, excess } = rest;
    const what = askedFor(this.#requirement);
    const listed = this.#listedStep(rest);
    const met = inOrder(this.#met).sort((a, b) => timeOf(b) - timeOf(a));
    const [best] = met;
    if (best !== undefined) {
      const checked: Evidence = { kind: 'context', statement: `Checked: ${what}.`, source: best.manifest };
      return {
        subject,
        verdict: 'trusted',
        why: `${capital(what)} by the one asked for holds.`,
        evidence: [listed, checked, ...best.check.evidence],
        verified: met.map(verifiedBundle),
      };
    }
    const told = inOrder(this.#told).slice(0, mostTold).flatMap(toldSteps);
    const evidence = [listed, ...told];
    const open = outage ?? this.#open;
    if (open !== undefined)
      return { subject, verdict: 'undetermined', why: `It could not be determined: ${open}`, evidence, verified: [] };
    // Where there is too much, or no time, nothing more is asked for.
    const forms = excess === undefined ? await rest.otherForms() : [];
    const why = this.#whyNot(what, excess, forms);
    for (const { form, place } of forms.slice(0, mostTold))
      evidence.push({ kind: 'context', statement: `Not read yet: ${form}.`, source: place });
    return { subject, verdict: 'not-trusted', why, evidence, verified: [] };
  }

  #listedStep({ subject, where, outage, excess }: BundlesRead): Evidence {
    const statement =
      outage !== undefined
        ? `What hangs on the image could not be listed: ${outage}`
        : `${count(this.#count, 'bundle hangs', 'bundles hang')} on the image${excess === undefined ? '' : `, and not all was looked at: ${excess}`}.`;
    return { kind: 'record', statement, observed: subject, source: where };
  }

  #whyNot(what: string, excess: string | undefined, forms: readonly OtherForm[]): string {
    const bundles = this.#count;
    const beside = this.#others > 0 ? ` (${this.#others} of another kind by the same signer)` : '';
    const subject = bundles === 1 ? 'The one bundle on it is not' : `None of ${bundles} bundles is`;
    const none = `${subject} ${what} by the one asked for${beside}`;
    if (excess !== undefined)
      return `${bundles === 0 ? `Nothing that counts is ${what}` : none}; not all was looked at: ${excess}.`;
    const signed = `signed in a form that is not read yet: ${formsText(forms)}`;
    if (bundles === 0)
      return forms.length > 0 ? `It is ${signed}.` : `No bundle hangs on the image, so it lacks ${what}.`;
    return forms.length > 0 ? `${none}; it is also ${signed}.` : `${none}.`;
  }
}

/** What there is to say of an image. */
export interface ImageJudgement {
  /** For each requirement, in their order. */
  readonly verdicts: readonly ImageVerdict[];
  /** Nothing at all hangs there that could be a signature: it is unsigned, which is more than not trusted. */
  readonly isUnsigned: boolean;
  /** Why nothing at all could be looked at, where that is so: an outage. */
  readonly outage?: string;
}

/**
 * Judges what hangs on a manifest by several requirements at once. Bundles are read, judged and dropped one by one, so that memory does not grow with what
 * somebody hung there. Never throws: whatever goes wrong is part of the verdicts.
 */
export async function judgeImage(
  store: ArtifactStore,
  subject: Digest,
  requirements: readonly TrustRequirement[],
  options: BundleReadOptions = {},
): Promise<ImageJudgement> {
  const judgements = requirements.map((requirement) => new Judgement(subject, requirement));
  let count = 0;
  const rest = await readBundles(store, subject, options, async (found, imageBytes) => {
    count++;
    for (const judgement of judgements) await judgement.take(found, imageBytes);
  });
  const { outage, excess } = rest;
  const verdicts = await inParallel(judgements, 1, (judgement) => judgement.verdict(rest));
  const isSilent = count === 0 && outage === undefined && excess === undefined;
  return {
    verdicts,
    isUnsigned: isSilent && (await rest.otherForms()).length === 0,
    ...(count === 0 && outage !== undefined ? { outage } : {}),
  };
}

const inOrder = (checked: readonly Checked[]): Checked[] => checked.toSorted((a, b) => a.order - b.order);

const timeOf = ({ check }: Checked): number => check.time?.at.getTime() ?? 0;

function verifiedBundle({ manifest, check: { statement, time } }: Checked): VerifiedBundle {
  return {
    manifest,
    ...defined({ statement, time }),
  };
}

function toldSteps({ manifest, check }: Checked): readonly Evidence[] {
  const head = { kind: 'context', statement: 'Checked: a bundle that hangs on the image.', source: manifest } as const;
  return [head, ...check.evidence];
}

function cannotBeHad(why = 'it is not there'): BundleAssessment {
  return {
    check: bundleCheck,
    state: 'fail',
    message: why,
    evidence: [{ kind: 'signature', statement: `The bundle cannot be had: ${why}` }],
  };
}

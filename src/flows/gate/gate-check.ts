import { type Decision, type ManifestLocation, SeaworthyError } from '../../core/index.ts';
import { field, parseJson } from '../../foundations/formats/index.ts';
import { parseReference, parseTarget } from '../../foundations/images/index.ts';
import { readManifest } from '../../foundations/kubernetes/index.ts';
import {
  type AdmissionRequest,
  maxReviewBytes,
  planAdmission,
  readAdmissionReview,
} from '../../phases/3-deploy/index.ts';
import { withoutImageId } from '../image-id.ts';
import { notInLedger } from '../ledger/ledger-report.ts';
import { withLedger } from '../ledger/with-ledger.ts';
import { inSession, type Session } from '../session/session.ts';
import type { Settings } from '../settings.ts';
import type { Kept } from '../ship/index.ts';
import { recordDecision } from './decision-keeper.ts';
import { type Replay, replay } from './decision-record.ts';
import { type ImagePlace, layoutPlace, placeOf } from './image-place.ts';
import { evidenceOf, type GateJudgement, judgeImage, judgeWorkload } from './judge-facts.ts';
import { type GateInput, loadGate } from './load-gate.ts';
import { type OpenGate, openGate } from './open-gate.ts';

/** What is to be judged. */
export type GateTarget =
  /** A reference in a registry. */
  | { readonly kind: 'image'; readonly reference: string }
  /** An OCI layout: `oci:PATH[:TAG|@DIGEST]`, or the path; `whole` when the text is a path and nothing else. */
  | { readonly kind: 'layout'; readonly text: string; readonly whole: boolean }
  /** A manifest in YAML or JSON, or an AdmissionReview. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array; readonly where: string };

/**
 * What an answer comes to. `allowed`: judged, and nothing speaks against it. `refused`: something does. `not-assessed`: nothing that is enforced refuses it, but
 * something could not be determined, or no rule looked at it: no pass.
 */
export type GateVerdict = 'allowed' | 'refused' | 'not-assessed';

/** One thing that was judged. Plain JSON. */
export interface GateAnswer extends Kept {
  readonly verdict: GateVerdict;
  /** As it was written: a target, or the file it stands in. */
  readonly target: string;
  readonly location?: ManifestLocation;
  readonly decision: Decision;
}

/** Something that was not judged, and why. */
export interface NotGated {
  readonly target: string;
  readonly what: string;
  readonly why: string;
  /** Whether an answer is wanting for it: something may run by it that nobody judged. A Service needs none. */
  readonly incomplete: boolean;
  readonly location?: ManifestLocation;
}

/** Everything that came of it. */
export interface GateCheck {
  readonly gate: { readonly name: string; readonly digest: string };
  /** Over everything: `refused` when one thing is, `allowed` when all that had to be judged was. */
  readonly verdict: GateVerdict;
  readonly decisions: readonly GateAnswer[];
  readonly notJudged: readonly NotGated[];
}

export interface GateCheckInput {
  readonly gate: GateInput;
  readonly targets: readonly GateTarget[];
  /** Where it will run, for what does not say so itself. */
  readonly namespace?: string;
}

/**
 * Judges images, manifests and AdmissionReviews: finds out first what the gate asks for (digests, signatures and attestations from the registry or layout;
 * scans and use from the ledger), then judges. What cannot be found out is unknown, and the gate says what then. Each decision is recorded with its facts.
 * Throws what reading the gate and the files throws, and `E_REFERENCE` for a word that can be no image.
 */
export function gateCheck(input: GateCheckInput, given: Settings | Session): Promise<GateCheck> {
  return inSession(given, async (session) => {
    const { signal, progress } = session.settings;
    const opened = await openGate(input.gate, session);
    const decisions: GateAnswer[] = [];
    const notJudged: NotGated[] = [];
    for (const [done, target] of input.targets.entries()) {
      signal?.throwIfAborted();
      progress?.({ activity: 'Asking the gate', done, total: input.targets.length });
      const found = await judgeTarget(opened, target, input.namespace);
      notJudged.push(...found.notJudged);
      for (const { judged, record, ...rest } of found.judged) {
        const kept = record ? await recordDecision(session, evidenceOf(opened, judged)) : {};
        decisions.push({ ...rest, verdict: verdictOf(judged.decision), decision: judged.decision, ...kept });
      }
    }
    const { name, digest } = opened.gate;
    return { gate: { name, digest }, verdict: verdictOver(decisions, notJudged), decisions, notJudged };
  });
}

function verdictOf({ allowed, results }: Decision): GateVerdict {
  if (!allowed) return 'refused';
  return results.length === 0 || results.some(({ state }) => state === 'not-assessed') ? 'not-assessed' : 'allowed';
}

function verdictOver(decisions: readonly GateAnswer[], notJudged: readonly NotGated[]): GateVerdict {
  const verdicts = new Set(decisions.map(({ verdict }) => verdict));
  if (verdicts.has('refused')) return 'refused';
  const isWhole = verdicts.size > 0 && !verdicts.has('not-assessed') && !notJudged.some(({ incomplete }) => incomplete);
  return isWhole ? 'allowed' : 'not-assessed';
}

interface Found {
  readonly judged: readonly {
    readonly target: string;
    readonly location?: ManifestLocation;
    readonly judged: GateJudgement;
    readonly record: boolean;
  }[];
  readonly notJudged: readonly NotGated[];
}

async function judgeTarget(opened: OpenGate, target: GateTarget, namespace: string | undefined): Promise<Found> {
  if (target.kind === 'file') return judgeFile(opened, target, namespace);
  const text = target.kind === 'image' ? target.reference : target.text;
  const place = await placeOfTarget(opened, target);
  return {
    judged: [{ target: text, judged: await judgeImage(opened, place, namespace), record: true }],
    notJudged: [],
  };
}

async function placeOfTarget(
  opened: OpenGate,
  target: Exclude<GateTarget, { readonly kind: 'file' }>,
): Promise<ImagePlace> {
  if (target.kind === 'layout') return layoutPlace(target.text, target.whole, opened.layouts);
  const found = await withoutImageId(target.reference, opened.session);
  if (found.startsWith('oci:')) return layoutPlace(found, false, opened.layouts);
  const { scheme, rest: reference } = parseTarget(found);
  if (scheme !== undefined && scheme !== 'registry')
    throw new SeaworthyError('E_USAGE', `the gate judges no ${scheme}: target`, {
      where: found,
      why: 'signatures and attestations hang on an image in a registry or an OCI layout only',
      next: 'Push the image to a registry, or copy it into an OCI layout (oci:PATH).',
    });
  // What a person wrote and can be no image is a slip of the pen, whether a rule would have looked or not.
  parseReference(reference);
  return placeOf(reference, opened.layouts);
}

async function judgeFile(
  opened: OpenGate,
  { bytes, where }: GateTarget & { readonly kind: 'file' },
  namespace: string | undefined,
): Promise<Found> {
  const review = reviewIn(bytes, where);
  if (review !== undefined) return judgeReview(opened, review, where);
  const { workloads, unread } = await readManifest(bytes, where);
  const judged: Found['judged'][number][] = [];
  for (const workload of workloads) {
    const answer = await judgeWorkload(opened, workload, namespace);
    judged.push({ target: where, location: workload.locate(workload.podPath), judged: answer, record: true });
  }
  const notJudged = unread.map(({ what, why, mayMakePods, location }) => ({
    target: where,
    what,
    why,
    incomplete: mayMakePods,
    location,
  }));
  return { judged, notJudged };
}

/** The request, where the file is an AdmissionReview. */
function reviewIn(bytes: Uint8Array, where: string): AdmissionRequest | undefined {
  if (!/^\s*\{/.test(Buffer.from(bytes.subarray(0, 4_096)).toString())) return undefined;
  let value: unknown;
  try {
    value = parseJson(bytes, where, { maxBytes: maxReviewBytes, maxDepth: 100 });
  } catch {
    // The reader of manifests takes YAML that begins with a brace, and says what is wrong with the rest.
    return undefined;
  }
  return field(value, 'kind') === 'AdmissionReview' && field(value, 'request') !== undefined
    ? readAdmissionReview(bytes)
    : undefined;
}

async function judgeReview(opened: OpenGate, request: AdmissionRequest, target: string): Promise<Found> {
  const plan = planAdmission(request, { namespaces: opened.gate.namespaces });
  if (plan.judge)
    return {
      judged: [{ target, judged: await judgeWorkload(opened, plan.workload, request.namespace), record: plan.record }],
      notJudged: [],
    };
  const what = [request.operation, request.kind.name, request.name].filter(Boolean).join(' ');
  return { judged: [], notJudged: [{ target, what, why: plan.why, incomplete: false }] };
}

/**
 * Judges a recorded decision again by the gate given, from what was recorded alone. Throws `E_TARGET_NOT_FOUND`, `E_LEDGER`, and `E_NOT_FOUND` when a scan
 * that it rests on was pruned.
 */
export async function replayDecision(
  reference: number | string,
  input: GateInput,
  settings: Settings,
): Promise<Replay> {
  const { gate } = await loadGate(input);
  return withLedger(settings, async (ledger) => {
    const record = await ledger.get(reference);
    if (record === undefined) throw notInLedger(String(reference));
    return replay(record, gate, ledger);
  });
}

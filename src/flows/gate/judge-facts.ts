import { type Decision, defined, type ImageSubject, repositorySubject, type Subject } from '../../core/index.ts';
import { machinePlatform, pullableFor } from '../../foundations/images/index.ts';
import { podImages, subjectOfWorkload, type Workload } from '../../foundations/kubernetes/index.ts';
import { type GateFacts, judge, repositoryOf } from '../../phases/3-deploy/index.ts';
import type { Evidenced } from '../ledger/record-evidence.ts';
import { decisionEvidence } from './decision-record.ts';
import { FactRound } from './fact-round.ts';
import type { GateImage } from './find-image.ts';
import type { ImagePlace } from './image-place.ts';
import type { OpenGate } from './open-gate.ts';

/** A decision with what it rests on. */
export interface GateJudgement {
  readonly decision: Decision;
  readonly facts: GateFacts;
  /** The time by which it was judged. */
  readonly now: Date;
  /** What whoever looks after the program should hear of. */
  readonly troubles: readonly string[];
  /** Whether there was no time to find out everything. */
  readonly isLate: boolean;
}

/**
 * Finds out what is needed about a workload and judges it, by what is known when `deadline` is aborted. A workload that says where it goes is judged there.
 */
export async function judgeWorkload(
  opened: OpenGate,
  workload: Workload,
  namespace: string | undefined,
  deadline?: AbortSignal,
): Promise<GateJudgement> {
  const where = workload.namespace ?? namespace;
  const { apiVersion, kind, name, podObject, podPath, pod } = workload;
  const round = new FactRound(opened, deadline);
  const images = await round.images(where, podImages(pod));
  return judged(opened, round, {
    subject: subjectOfWorkload(workload, { cluster: opened.cluster, namespace }),
    ...defined({ namespace: where }),
    workload: { apiVersion, kind, name, podObject, podPath },
    images,
  });
}

/** The same for one image that a person named. Throws when it is a layout and cannot be looked at: that is a slip of the pen. */
export async function judgeImage(
  opened: OpenGate,
  place: ImagePlace,
  namespace: string | undefined,
): Promise<GateJudgement> {
  const round = new FactRound(opened);
  const named = await round.name(place);
  if (!named.ok && place.target.startsWith('oci:')) throw named.error;
  const facts = await round.image(place, namespace);
  const identity = named.ok ? await identityOf(opened, round, named.value) : undefined;
  const subject: Subject =
    identity === undefined ? placeSubject(place) : { kind: 'image', name: place.reference, ...identity };
  return judged(opened, round, { subject, ...defined({ namespace }), images: [facts] });
}

/** Where an image is, of which nothing more is known. */
function placeSubject({ reference }: ImagePlace): Subject {
  const place = repositoryOf(reference);
  if (place === undefined) return { kind: 'repository', name: reference };
  const slash = place.indexOf('/');
  return repositorySubject(place.slice(0, slash), place.slice(slash + 1), reference);
}

/** The image by which an index is known in the ledger: the one that suits this machine, or what the command said. None where there is no such. */
async function identityOf(
  opened: OpenGate,
  round: FactRound,
  named: GateImage,
): Promise<Omit<ImageSubject, 'kind' | 'name'> | undefined> {
  const own = await round.content(named);
  if (!own.ok) return undefined;
  const platform = opened.session.settings.platform ?? machinePlatform();
  if (own.value.kind === 'image') return { digest: named.digest, configDigest: own.value.config.digest, platform };
  const suited = pullableFor(own.value.images, platform, named.digest);
  if (suited === undefined) return undefined;
  const { digest, platform: listed = platform } = suited;
  const variant = await round.content({ ...named, digest });
  if (!variant.ok || variant.value.kind !== 'image') return undefined;
  return { digest, configDigest: variant.value.config.digest, platform: listed, indexDigest: named.digest };
}

function judged(opened: OpenGate, round: FactRound, found: GateFacts): GateJudgement {
  const { clock, platform } = opened.session.settings;
  const now = clock.now();
  const isByCommand = opened.gate.platforms === undefined && platform !== undefined;
  const isOfIndex = found.images.some(({ variants }) => variants?.known === true);
  const facts = isByCommand && isOfIndex ? { ...found, nodes: [platform] } : found;
  return { decision: judge(opened.gate, facts, now), facts, now, troubles: round.troubles, isLate: round.isLate };
}

/** What the ledger keeps of a decision. */
export function evidenceOf(opened: OpenGate, { decision, facts, now }: GateJudgement): Evidenced {
  return decisionEvidence(decision, facts, opened.gate, now);
}

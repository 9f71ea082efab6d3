import type { Decision, Subject } from '../../core/index.ts';
import { machinePlatform } from '../../foundations/images/index.ts';
import { type GateFacts, judge, podImages, type Workload, workloadName } from '../../phases/deploy/index.ts';
import type { Evidenced } from '../ledger/record-evidence.ts';
import { decisionEvidence } from './decision-record.ts';
import type { GateDesk } from './gate-desk.ts';
import type { ImagePlace } from './image-place.ts';

/** A decision with what it rests on. */
export interface Judged {
  readonly decision: Decision;
  readonly facts: GateFacts;
  /** The time by which it was judged. */
  readonly now: Date;
}

/** Finds out what is needed about a workload and judges it. A workload that says where it goes is judged there. */
export async function judgeWorkload(
  desk: GateDesk,
  workload: Workload,
  namespace: string | undefined,
): Promise<Judged> {
  const where = workload.namespace ?? namespace;
  const { apiVersion, kind, name, podObject, podPath, pod } = workload;
  const images = await desk.facts(where, podImages(pod));
  const subject: Subject = {
    kind: 'workload',
    name: workloadName({ kind, name, ...(where === undefined ? {} : { namespace: where }) }),
  };
  return judged(desk, {
    subject,
    ...(where === undefined ? {} : { namespace: where }),
    workload: { apiVersion, kind, name, podObject, podPath },
    images,
  });
}

/** The same for one image that a person named. */
export async function judgeImage(desk: GateDesk, place: ImagePlace, namespace: string | undefined): Promise<Judged> {
  const { facts, identity } = await desk.factsOfImage(place, namespace);
  const { digest, variant, config, platform } = identity;
  const subject: Subject =
    digest === undefined || variant === undefined || config === undefined
      ? { kind: 'repository', name: place.reference }
      : {
          kind: 'image',
          name: place.reference,
          digest: variant,
          configDigest: config,
          platform: platform ?? desk.settings.platform ?? machinePlatform(),
          ...(digest === variant ? {} : { indexDigest: digest }),
        };
  return judged(desk, { subject, ...(namespace === undefined ? {} : { namespace }), images: [facts] });
}

function judged(desk: GateDesk, facts: GateFacts): Judged {
  const now = desk.settings.clock.now();
  return { decision: judge(desk.loaded.gate, facts, now), facts, now };
}

/** What the ledger keeps of a decision. */
export function evidenceOf(desk: GateDesk, { decision, facts, now }: Judged): Evidenced {
  return decisionEvidence(decision, facts, desk.loaded.gate, now);
}

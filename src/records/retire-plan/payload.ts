import type { Digest } from '../../core/index.ts';
import { anything, count, digest, flag, list, map, membersOf, object, oneOf, type Shape, text } from '../shape.ts';
import { type PlanReason, reasonShape } from '../shapes/reason.ts';

/** What a plan says in all: the payload of the record about a registry. The plan itself is the user's file; `plan` is its digest, by which tombstones name it. */
export interface PlanSummary {
  readonly plan: Digest;
  /** As the user set it. */
  readonly policy: object;
  /** Digests of what the plan was made of. */
  readonly inputs: { readonly registries: Digest; readonly uses: Digest; readonly policy: Digest };
  readonly registries: readonly {
    readonly registry: string;
    readonly time: string;
    readonly whole: boolean;
    readonly repositories: number;
  }[];
  readonly sources: readonly string[];
  readonly counts: { readonly keep: number; readonly delete: number; readonly problems: number };
  readonly bytes: { readonly freed: number; readonly kept: number; readonly exact: boolean };
  readonly delete: readonly PlannedDeletion[];
}

export interface PlannedDeletion {
  readonly registry: string;
  readonly repository: string;
  readonly digest: Digest;
}

/** That a manifest would go: the payload of the record about it. Nothing in it is of one plan only. */
export interface PlanEntry extends PlannedDeletion {
  readonly state: 'delete';
  readonly kind: string;
  readonly tags: readonly string[];
  readonly reasons: readonly PlanReason[];
  readonly frees: number;
}

export type RetirePlanPayload = PlanSummary | PlanEntry;

const place = { registry: text, repository: text, digest };

const summary = object<PlanSummary>({
  plan: digest,
  policy: map(anything),
  inputs: object<PlanSummary['inputs']>({ registries: digest, uses: digest, policy: digest }),
  registries: list(
    object<PlanSummary['registries'][number]>({ registry: text, time: text, whole: flag, repositories: count }),
  ),
  sources: list(text),
  counts: object<PlanSummary['counts']>({ keep: count, delete: count, problems: count }),
  bytes: object<PlanSummary['bytes']>({ freed: count, kept: count, exact: flag }),
  delete: list(object<PlannedDeletion>(place)),
});

const entry = object<PlanEntry>({
  ...place,
  state: oneOf('delete'),
  kind: text,
  tags: list(text),
  reasons: list(reasonShape),
  frees: count,
});

export const isEntry = (payload: RetirePlanPayload): payload is PlanEntry => Object.hasOwn(payload, 'state');

const choose = (given: unknown): Shape<unknown> => (Object.hasOwn(membersOf(given) ?? {}, 'state') ? entry : summary);

export const retirePlanShape: Shape<RetirePlanPayload> = {
  fault: (given) => choose(given).fault(given),
  made: { of: 'choice', choose },
};

import type { Digest, Evidence, Platform, Signer } from '../../../core/index.ts';
import type { PodView } from '../../../foundations/kubernetes/index.ts';
import type { NamedFacts } from './facts.ts';
import type { Fault } from './fault.ts';
import type { NameScope } from './name-scope.ts';

/** What a failure does. */
export type Mode = 'enforce' | 'warn' | 'audit';

/** What it does that a fact is missing: `refuse` as a failure would (fail closed), or `allow` with a warning (fail open). */
export type Unknown = 'refuse' | 'allow';

/** A signer that a rule names. */
export type GateSigner = Signer & {
  readonly name: string;
  /** PEM text of the key. */
  readonly pem?: string;
};

/** What must be found out about an image before a rule can judge it. */
export interface ImageNeeds {
  readonly digest?: boolean;
  readonly signatures?: readonly GateSigner[];
  readonly attestations?: readonly { readonly type: string; readonly signers: readonly GateSigner[] }[];
  readonly scan?: boolean;
  readonly inUse?: boolean;
}

/** What a rule says of one image or workload, before exceptions. */
export interface Evaluation {
  /** Each with how many faults are let pass, and what they are in a few words. */
  readonly limits: readonly { readonly what: string; readonly max: number; readonly faults: readonly Fault[] }[];
  /** Why it cannot pass, whatever is found: a fact is missing. */
  readonly unknown?: { readonly why: string; readonly remedy: string };
  /** The sentence for a pass. */
  readonly good: string;
  readonly evidence: readonly Evidence[];
}

/** The part of a rule that judges. Pure. */
export type RuleCheck =
  | { readonly about: 'workload'; evaluate(pod: PodView, now: Date): Evaluation }
  | { readonly about: 'image'; readonly needs: ImageNeeds; evaluate(image: NamedFacts, now: Date): Evaluation };

export interface GateRule {
  readonly id: string;
  /** Which kind of rule: the key under which its setting stands. */
  readonly kind: string;
  readonly mode: Mode;
  readonly unknown: Unknown;
  /** Over `registry/repository`. */
  readonly images?: NameScope;
  readonly namespaces?: NameScope;
  readonly check: RuleCheck;
}

/** A rule, or some of its faults, waived for a time. */
export interface Exception {
  readonly rule: string;
  /** Finding ids or controls; absent for the whole rule. */
  readonly only?: readonly string[];
  readonly images?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly workloads?: readonly string[];
  readonly reason: string;
  readonly owner: string;
  /** Last moment it holds (ISO 8601). */
  readonly expires: string;
}

/** What may run. */
export interface Gate {
  readonly name: string;
  /** What the cluster is called that it is for; no API server tells that. */
  readonly cluster?: string;
  readonly namespaces: NameScope;
  readonly imagesWithoutRule: 'refuse' | 'warn' | 'allow';
  /** Platforms of the nodes. Of an index only what these could pull must be trusted; absent: every image in it. */
  readonly platforms?: readonly Platform[];
  readonly rules: readonly GateRule[];
  readonly exceptions: readonly Exception[];
  /** Over everything that was read, keys included. */
  readonly digest: Digest;
}

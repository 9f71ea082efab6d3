import type { Check } from '../../../core/index.ts';
import type { JsonObject } from '../../../foundations/formats/index.ts';
import type { PodView, Violation } from '../../../foundations/kubernetes/index.ts';

/** The levels of the Pod Security Standards, least strict first. */
export const podSecurityLevels = ['privileged', 'baseline', 'restricted'] as const;
export type PodSecurityLevel = (typeof podSecurityLevels)[number];

/** A minor version of Kubernetes 1, such as `1.25`. */
export type MinorVersion = `1.${number}`;

/** The rule of a control from one version on, until its next revision of the same level. */
export interface Revision {
  readonly level: Exclude<PodSecurityLevel, 'privileged'>;
  readonly from: MinorVersion;
  /** Name of the check in Kubernetes' own Pod Security admission, for comparison. */
  readonly check: string;
  /** What the fields may hold. */
  readonly allowed: string;
  violations(pod: PodView): readonly Violation[];
}

/** A pod, as an example; only what the control looks at is written out. */
export interface ControlExample {
  readonly level: Exclude<PodSecurityLevel, 'privileged'>;
  readonly version: MinorVersion | 'latest';
  readonly pod: JsonObject;
}

/** The page that defines the controls. */
export const podSecurityStandards = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';

/**
 * One control of the Pod Security Standards: a check of pods, `pod-security/NAME`, whose aliases are Kubernetes' own names for it. At the restricted level
 * its restricted revision counts; where there is none (yet), its baseline revision does.
 */
export interface Control extends Check<ControlExample> {
  /** Its id within the standards, which is that of its file: what gates call it by. */
  readonly name: string;
  /** Fields it looks at; `containers` stands for init and ephemeral containers as well. */
  readonly fields: readonly string[];
  /** By level, then version, oldest first. */
  readonly revisions: readonly Revision[];
}

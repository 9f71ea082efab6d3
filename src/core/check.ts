import type { Severity } from './severity.ts';

/** A control that somebody else published and that a check answers: `CIS Docker Benchmark 1.6.0`, `4.1`. */
export interface FrameworkControl {
  readonly framework: string;
  readonly control: string;
}

/**
 * An entry of a handbook: something that should be so, why, and what to do where it is not. How it is looked for is up to the family of checks it belongs
 * to, and so is what an example is: a Dockerfile, a pod, a configuration.
 */
export interface Check<Example = unknown> {
  /** The id of its findings, which begins with its family: `dockerfile/root-user`, `pod-security/host-ports`. */
  readonly id: string;
  /** One line for people: what is wrong where it is not kept. */
  readonly title: string;
  /** What can go wrong because of it. */
  readonly why: string;
  readonly severity: Severity;
  /** What to do. */
  readonly remedy: string;
  readonly references: readonly string[];
  /** Ids of the same check in other tools. */
  readonly aliases: readonly string[];
  readonly frameworks?: readonly FrameworkControl[];
  /** A matter of taste, or of a platform that few have: off unless somebody asks for it. */
  readonly optional?: true;
  /** What does not keep it, and what does: at least one of each. A test of the family runs them all. */
  readonly violating: readonly Example[];
  readonly clean: readonly Example[];
}

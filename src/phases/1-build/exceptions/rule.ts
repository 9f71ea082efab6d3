import type { Distribution, Finding, Package, Subject } from '../../../core/index.ts';

/** What a rule may ask about besides the finding. */
export interface About {
  readonly subject: Subject;
  readonly distribution?: Distribution;
  /** By id: what is known of a finding's package beyond its name. */
  readonly packages: ReadonlyMap<string, Package>;
}

/** One condition of a rule. */
export type Fits = (finding: Finding, about: About) => boolean;

/** One rule of a file: what it sets aside. */
export interface ExceptionRule {
  /** Which rule of its file it is: `line 3`, `ignore 2`. */
  readonly statement: string;
  /** Who answers for it, as far as the file tells. */
  readonly by: string;
  readonly reason: string;
  /** As in `Suppression`. */
  readonly until?: string;
  /** Ids that it is about, in the form of `idForm`; absent: whatever the conditions let through. */
  readonly ids?: readonly string[];
  /** All must hold. With neither these nor ids a rule is about nothing. */
  readonly conditions: readonly Fits[];
  /** Whether it is about this subject at all; where it is not, that it sets nothing aside is no news. */
  readonly isHere?: (subject: Subject) => boolean;
}

/** A rule that is not applied, since it could be meant narrower than it would be taken. */
export interface LeftOutRule {
  readonly statement: string;
  readonly why: string;
}

export interface ReadRules {
  readonly rules: readonly ExceptionRule[];
  readonly leftOut: readonly LeftOutRule[];
}

/** A file of exceptions that was read. */
export interface ExceptionFile extends ReadRules {
  /** As the user named it. */
  readonly name: string;
  /** Which form it has. */
  readonly format: string;
}

/** One way of writing exceptions. A new one is a folder and a line in `formats/index.ts`. */
export interface ExceptionFormat {
  readonly id: string;
  /** For people: `Trivy’s ignore file`. */
  readonly title: string;
  /** Names of files that are of it, whatever stands in them. */
  readonly names: readonly string[];
  /** Whether text under another name looks like it. */
  looksLike(text: string): boolean;
  /** Throws `E_FORMAT`, `E_LIMIT` or `E_USAGE` when the file as a whole cannot be understood. */
  read(bytes: Uint8Array, name: string): Promise<ReadRules>;
}

/** Bounds on a file of exceptions: many times what people write by hand. Rules that name no id are held against every finding. */
export const fileLimits = { bytes: 2 * 1024 * 1024, rules: 10_000, rulesWithoutIds: 500, depth: 16 } as const;

/** Said where a file gives no reason. */
export const noReason = 'no reason given';

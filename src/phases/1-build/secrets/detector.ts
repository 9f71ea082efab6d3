import type { Severity } from '../../../core/index.ts';

/** What is known of a value besides itself. */
export interface SecretContext {
  readonly path: string;
  /** Named groups of the pattern. */
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** Why a value is taken for a secret. */
export interface SecretVerdict {
  /** When this one is worse or less bad than the detector says. */
  readonly severity?: Severity;
  /** What else is known of it, as sentences without the value: "The checksum is right." */
  readonly notes?: readonly string[];
}

/** One way in which a value is written, and where to look for it. */
export interface SecretForm {
  /** At least three characters each. Where none stands, the pattern is not tried. */
  readonly keywords: readonly string[];
  /** Whether keywords are compared without regard to case. */
  readonly anyCase: boolean;
  /**
   * Sticky (`y`), tried where a keyword begins, or `lead` characters before. Every quantifier has a bound, so that a try costs little whatever
   * the file holds. The group `secret` is the value; without it the whole match is.
   */
  readonly pattern: RegExp;
  readonly lead?: number;
  /** Whether a letter, digit or `_` may stand right before the match. */
  readonly insideWord: boolean;
  /** Name of a file that holds the value and no word beside it: the pattern is tried at its beginning. */
  readonly wholeFile?: string;
}

/** Finds one kind of secret, written as an entry of a handbook. Its first form is its own; an issuer that has changed its form has more. */
export interface SecretDetector extends SecretForm {
  /** Kebab-case, the name of its file. The finding's id is `secret/ID`. */
  readonly id: string;
  /** Raised whenever the same bytes would be judged otherwise. */
  readonly version: number;
  readonly title: string;
  readonly severity: Severity;
  /** What whoever has it can do. */
  readonly why: string;
  /** How to make it worthless: where it is revoked and replaced. */
  readonly remedy: string;
  readonly references: readonly string[];
  /** Ids of rules of other tools that are about the same kind. */
  readonly aliases?: readonly string[];
  /** The other forms in which the same kind is written. */
  readonly forms?: readonly SecretForm[];
  /** Looks at the value; undefined when it is no secret. */
  judge(secret: string, context: SecretContext): SecretVerdict | undefined;
  /** Texts that must be found and texts that must not. Made up, and put together here so that no tool takes them for real. */
  readonly examples: () => readonly string[];
  readonly others: () => readonly string[];
}

import type { VexName } from './name.ts';

/** What is said of a flaw in a product (CISA, "Minimum Requirements for VEX"), in the words of OpenVEX. */
export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation';

/** One piece of software as a statement names it. */
export interface VexComponent {
  /** Every name that it goes by: one that fits is enough, and one that says another version of the same thing contradicts it. */
  readonly names: readonly VexName[];
  /** The one version that is meant, where it stands beside the names. */
  readonly version?: string;
  /** Versions that are meant, as a range (`vers:npm/<2.0.0`); where it cannot be read nobody can say whether it fits. */
  readonly range?: string;
}

/** What a statement is about: a product, and where there are some, only these components in it. */
export interface VexProduct extends VexComponent {
  readonly subcomponents: readonly VexComponent[];
}

/** One statement, of whatever format. */
export interface VexStatement {
  /** Where it stands in its document: `statement 3`. */
  readonly place: string;
  /** Ids of the flaw, aliases too. */
  readonly vulnerabilities: readonly string[];
  readonly products: readonly VexProduct[];
  readonly status: VexStatus;
  /** Why it is not affected: a word of the format. */
  readonly justification?: string;
  /** The same in free text, or what to do. */
  readonly detail?: string;
  /** When it was made or last changed (ISO 8601); its document's time where it has none. */
  readonly time?: string;
  /** Why it does not count, whoever made it: it lacks what its format asks for. */
  readonly fault?: string;
}

/** A document of statements, by its own word. */
export interface VexDocument {
  /** `OpenVEX 0.2.0`. */
  readonly format: string;
  readonly author: string;
  readonly statements: readonly VexStatement[];
}

/** The words for people. */
export const statusText: Readonly<Record<VexStatus, string>> = {
  not_affected: 'not affected',
  affected: 'affected',
  fixed: 'fixed',
  under_investigation: 'under investigation',
};

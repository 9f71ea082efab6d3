import type { DataSource, Digest, FindingKind, Platform, Signer, Subject, Traits } from '../../../core/index.ts';
import type { FieldPath } from '../../../foundations/formats/index.ts';

/** Something that was found out, or why it could not be. `null` inside is a finding too: "there is none". */
export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const unknown = (why: string): Known<never> => ({ known: false, why });

/** The answer about one signature on the image for one signer that was asked for. */
export interface SignatureFact {
  readonly signer: Signer;
  readonly verdict: 'trusted' | 'not-trusted' | 'undetermined';
  readonly why?: string;
  /** When it was signed by the word of a log or timestamp authority (ISO 8601); never by the signer's own. */
  readonly verifiedTime?: string;
  /** Where it was found: digest of its manifest, or a tag. */
  readonly source?: string;
}

/** The same for an attestation. */
export interface AttestationFact extends SignatureFact {
  readonly predicateType: string;
}

/** A finding, as far as a limit looks at it. Whether it is in use is a fact of the image. */
export interface GateFinding extends Omit<Traits, 'age' | 'inUse' | 'isNew'> {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  /** Package URL and name of the package it is in. */
  readonly package?: { readonly purl: string; readonly name: string; readonly version: string };
  /** When the flaw was published (ISO 8601): how old it is depends on when it is judged, and a fact does not. */
  readonly published?: string;
  /** Lowest version without the flaw. */
  readonly fixedIn?: string;
  /** Set aside by the scan's own configuration or a VEX statement. */
  readonly suppressed?: string;
}

/** What a scan of the digest found. */
export interface ScanFact {
  /** ISO 8601. */
  readonly created: string;
  /** Something could not be looked at. */
  readonly incomplete: boolean;
  /** Kinds of findings that were looked for: that there is none of another kind says nothing. */
  readonly lookedFor: readonly FindingKind[];
  /** Packages that no source of data covers, as far as they are not judged as a part of others. */
  readonly unjudged: readonly { readonly packages: number; readonly what: string }[];
  /** Software that nobody could identify, the first by name. */
  readonly unidentified: { readonly count: number; readonly examples: readonly string[] };
  /** Sources of data, each with its date (ISO 8601) and whose word that is. */
  readonly sources: readonly Pick<DataSource, 'id' | 'date' | 'dated' | 'tells'>[];
  readonly findings: readonly GateFinding[];
  /** The record it comes from, */
  readonly source?: string;
  /** and older ones of which the findings of kinds are taken that the newest scan did not look for. */
  readonly older?: readonly string[];
}

/** What was seen of the image at run time. */
export interface InUseFact {
  /** Package URLs of packages whose files were executed or opened. */
  readonly purls: readonly string[];
  /** How long containers of the image were watched, in milliseconds. */
  readonly observedFor: number;
  /** ISO 8601. */
  readonly last: string;
}

/** What is known of one manifest or index. Only what `requiredFacts` asks for needs to be found out; the rest may be unknown. */
export interface ManifestFacts {
  readonly digest: Known<Digest>;
  /** The platform of a variant, as its index says. */
  readonly platform?: Platform;
  readonly signatures: Known<readonly SignatureFact[]>;
  readonly attestations: Known<readonly AttestationFact[]>;
  readonly scan: Known<ScanFact | null>;
  readonly inUse: Known<InUseFact | null>;
  /**
   * Why nothing can be trusted of it, whatever else is known: it is not there, malformed or beyond a bound. Whoever may push or write pods can cause that;
   * so it is a failure of every rule that looks at the image, and never "unknown", which is for outages.
   */
  readonly flaw?: string;
}

/** What a rule about images judges: a manifest or index under the name that the workload has. */
export interface NamedFacts extends ManifestFacts {
  /** As the workload or the command has it. */
  readonly reference: string;
}

/** What is known of one image. */
export interface ImageFacts extends NamedFacts {
  /**
   * Where `digest` is that of an index: every image in it that a node could pull. A rule holds for the image when it holds for the index itself (a signature
   * on it vouches for all that it lists), or for each of these. Absent where `digest` is that of a single image, and in decisions recorded before there
   * were variants.
   */
  readonly variants?: Known<readonly ManifestFacts[]>;
}

/** The workload, where one is judged. */
export interface WorkloadFact {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** The object with the pod's `metadata` and `spec`. */
  readonly podObject: unknown;
  readonly podPath: FieldPath;
}

/** Everything a decision rests on besides the gate and the time. Plain JSON, so that it can be kept and judged again. */
export interface GateFacts {
  readonly subject: Subject;
  /** Absent when it is not known where it will run: then the rules of every namespace count. */
  readonly namespace?: string;
  readonly workload?: WorkloadFact;
  /** Platforms of the nodes, where the command and not the gate says them: variants are only what these could pull. */
  readonly nodes?: readonly Platform[];
  readonly images: readonly ImageFacts[];
}

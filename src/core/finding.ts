import { createHash } from 'node:crypto';
import type { CvssRating, Exploitation } from './advisory.ts';
import type { Evidence } from './evidence.ts';
import type { FindingKind } from './finding-kind.ts';
import type { LayerRef } from './layer-ref.ts';
import type { Severity } from './severity.ts';
import type { Suppression } from './suppression.ts';

/** Where in the subject it is. */
export interface Location {
  /** Path, without leading slash inside an image. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  readonly layer?: LayerRef;
}

/**
 * What can be done about it.
 * `state`: `fixed` a version without the flaw exists; `unfixed` none yet; `wont-fix` none will come; `end-of-life` nobody looks after it any more;
 * `unknown` the source has not decided or does not say.
 */
export interface Fix {
  readonly state: 'fixed' | 'unfixed' | 'wont-fix' | 'end-of-life' | 'unknown';
  /** Versions without the flaw, lowest first. */
  readonly versions: readonly string[];
  /** What to do, in one line. */
  readonly advice: string;
}

/** One reason why the risk is what it is. */
export interface RiskFactor {
  readonly name: string;
  /** What it multiplied or added, as a person would say it: `0.94 × 60`. */
  readonly effect: string;
  readonly why: string;
}

/** 0 (none) to 100; the order findings are shown in. */
export interface Risk {
  readonly score: number;
  readonly factors: readonly RiskFactor[];
}

/** The package a finding is about, in short. */
export interface PackageRef {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly type: string;
}

/** One judged fact. */
export interface Finding {
  readonly kind: FindingKind;
  /** The rule or flaw: `CVE-2024-2511`, `dockerfile/root-user`, `secret/aws-access-key` … */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly details?: string;
  readonly severity: Severity;
  /** Whose word the severity is. */
  readonly severitySource: string;
  readonly cvss: readonly CvssRating[];
  readonly exploitation: Exploitation;
  readonly package?: PackageRef;
  readonly location: Location;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix;
  readonly risk: Risk;
  readonly references: readonly string[];
  /** The same for the same fact in every scan, whatever version, layer or line it is in. */
  readonly fingerprint: string;
  readonly suppression?: Suppression;
}

/** Hash over what identifies a fact: kind, rule, subject part (package without version, path …). 32 hexadecimal digits. */
export function fingerprint(kind: FindingKind, id: string, ...parts: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, id, ...parts]))
    .digest('hex')
    .slice(0, 32);
}

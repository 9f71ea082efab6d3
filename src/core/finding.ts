import { createHash } from 'node:crypto';
import type { CvssRating, Exploitation } from './advisory.ts';
import type { Evidence } from './evidence.ts';
import type { FindingKind } from './finding-kind.ts';
import type { Fix, Remedy, VersionFix } from './fix.ts';
import type { Bringer } from './image-build.ts';
import type { CodeReach } from './linked-code.ts';
import type { Location } from './location.ts';
import type { Severity } from './severity.ts';
import type { Subject } from './subject.ts';
import type { Suppression } from './suppression.ts';
import type { Usage } from './usage.ts';

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

/** That another tool told of a finding, in the words of that tool. */
export interface ToolReport {
  /** `CodeQL`, `semgrep` … */
  readonly tool: string;
  readonly version?: string;
  /** What it calls the rule or the flaw. */
  readonly rule: string;
  /** Its word for how bad it is, as it stands in its report. */
  readonly severity?: string;
  /** The report that says so, and where in it. */
  readonly report: string;
  readonly at: string;
}

/** What every finding tells, whatever its kind. */
interface Fact {
  /** What it is about: often the subject of the report, which then says it once (`StoredFinding`). */
  readonly subject: Subject;
  /** The rule or flaw: `CVE-2024-2511`, `dockerfile/root-user`, `secret/aws-access-key` … */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly details?: string;
  readonly severity: Severity;
  /** Whose word the severity is. */
  readonly severitySource: string;
  readonly location: Location;
  /** Whether the base of the image brought it; absent where the base is not known, and of what lies in no layer. */
  readonly broughtBy?: Bringer;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix;
  readonly risk: Risk;
  readonly references: readonly string[];
  /** Who else tells of it, where other tools do: a line for each time that one did. */
  readonly reportedBy?: readonly ToolReport[];
  /** Every place, where it is in several at once; `location` is the first of them. */
  readonly places?: readonly Location[];
  /** The same for the same fact in every scan, whatever version, layer or line it is in. */
  readonly fingerprint: string;
  readonly suppression?: Suppression;
}

/** A known flaw in software. */
export interface VulnerabilityFinding extends Fact {
  readonly kind: 'vulnerability';
  /** Absent where only the place is known. */
  readonly package?: PackageRef;
  readonly cvss: readonly CvssRating[];
  /** What kind of fault it is, by MITRE's Common Weakness Enumeration: `CWE-79`; absent where nobody says. */
  readonly weaknesses?: readonly string[];
  readonly exploitation: Exploitation;
  /** When it was first published by any who tell of it (ISO 8601); absent where nobody says. */
  readonly published?: string;
  /** Absent where nobody watched the subject. */
  readonly usage?: Usage;
  /** Absent where nobody says which code has the flaw, or nobody could see whether the program has that. */
  readonly reach?: CodeReach;
  readonly fix: VersionFix;
}

/** Anything else: it is not scored, and no version is called the one without it. */
export interface OtherFinding extends Fact {
  readonly kind: Exclude<FindingKind, 'vulnerability'>;
  /** Of malware and licences: whose it is. Others are in no package. */
  readonly package?: PackageRef;
  /** Of weaknesses: what kind of fault it is, as of flaws. */
  readonly weaknesses?: readonly string[];
  readonly fix: Remedy;
}

/** One judged fact. */
export type Finding = VulnerabilityFinding | OtherFinding;

/** The package that a finding is about; undefined when it is about none. */
export function packageOf(finding: Finding): PackageRef | undefined {
  return 'package' in finding ? finding.package : undefined;
}

/** What is known of its exploitation: nothing of what is no flaw. */
export function exploitationOf(finding: Finding): Exploitation {
  return 'exploitation' in finding ? finding.exploitation : {};
}

/** Whether it is known to be exploited in the wild. */
export function isExploited(finding: Finding): boolean {
  return exploitationOf(finding).known !== undefined;
}

/** What was seen of its package at run time; undefined where nobody watched, and of what is no flaw. */
export function usageOf(finding: Finding): Usage | undefined {
  return 'usage' in finding ? finding.usage : undefined;
}

/** Whether its package was seen in use. That it was not proves nothing. */
export function isSeenInUse(finding: Finding): boolean {
  return usageOf(finding)?.state === 'in-use';
}

/** Whether the program comes to the code that has the flaw; undefined where that is not known, as of code that is there and to which no way was seen. */
export function isReachable(finding: Finding): boolean | undefined {
  const state = 'reach' in finding ? finding.reach?.state : undefined;
  return state === 'reachable' ? true : state === 'absent' ? false : undefined;
}

/** How it is scored; not at all when it is no flaw. */
export function cvssOf(finding: Finding): readonly CvssRating[] {
  return 'cvss' in finding ? finding.cvss : [];
}

/** What kind of fault it is; nothing where nobody says, and of what is neither a flaw nor a weakness. */
export function weaknessesOf(finding: Finding): readonly string[] {
  return ('weaknesses' in finding ? finding.weaknesses : undefined) ?? [];
}

/** Hash over what identifies a fact: kind, rule, subject part (package without version, path …). 32 hexadecimal digits. */
export function fingerprint(kind: FindingKind, id: string, ...parts: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, id, ...parts]))
    .digest('hex')
    .slice(0, 32);
}

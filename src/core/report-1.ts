import type { CvssRating, Exploitation } from './advisory.ts';
import { defined } from './defined.ts';
import type { Evidence } from './evidence.ts';
import type { Finding, PackageRef, Risk } from './finding.ts';
import type { FindingKind } from './finding-kind.ts';
import type { Remedy, VersionFix } from './fix.ts';
import type { Location, Place } from './location.ts';
import { type Report, reportSchemaVersion } from './report.ts';
import type { Severity } from './severity.ts';
import type { Subject } from './subject.ts';
import type { Suppression } from './suppression.ts';
import type { Usage } from './usage.ts';

/** A finding as reports and ledgers held it before reports were of version 2: one shape for all kinds, a path for a place, and use told in a sentence. */
export interface Finding1 {
  readonly kind: FindingKind;
  readonly id: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly details?: string;
  readonly severity: Severity;
  readonly severitySource: string;
  readonly cvss: readonly CvssRating[];
  readonly exploitation: Exploitation;
  readonly package?: PackageRef;
  readonly location: Place;
  readonly evidence: readonly Evidence[];
  readonly fix: {
    readonly state: VersionFix['state'];
    readonly versions: readonly string[];
    readonly advice: string;
  };
  readonly risk: Risk;
  readonly references: readonly string[];
  readonly fingerprint: string;
  readonly suppression?: Suppression;
}

/** A 1.x report. */
export interface Report1 extends Omit<Report, 'schemaVersion' | 'findings'> {
  readonly schemaVersion: '1.0';
  readonly findings: readonly Finding1[];
}

/**
 * A 1.x report, or the part of one that the ledger keeps, in the shape of today; whoever calls has checked its values. Pure; the only place that knows
 * what the old shape meant.
 */
export function upgradeReport<R extends Pick<Report1, 'subject' | 'findings'>>(
  old: R,
): Omit<R, 'schemaVersion' | 'findings'> & Pick<Report, 'schemaVersion' | 'findings'> {
  const { findings, subject } = old;
  return {
    ...old,
    schemaVersion: reportSchemaVersion,
    findings: findings.map((finding) => upgradeFinding(finding, subject)),
  };
}

function upgradeFinding(old: Finding1, subject: Subject): Finding {
  const { kind, cvss, exploitation, package: found, fix, location, ...same } = old;
  const fact = { ...same, subject, location: upgradeLocation(old, subject) };
  if (kind !== 'vulnerability') return { ...fact, kind, fix: upgradeRemedy(kind, fix.advice) };
  const usage = usageIn(old.evidence);
  return {
    ...fact,
    kind,
    ...defined({ package: found }),
    cvss,
    exploitation,
    ...defined({ usage }),
    fix: upgradeFix(fix),
  };
}

/** Entries of an image's configuration were told as paths, and never in a layer. */
const configEntry = /^(?:config:|history\/\d)/;

function upgradeLocation({ kind, location }: Finding1, subject: Subject): Location {
  const { path, line, column, layer } = location;
  const at = { ...defined({ line, column }) };
  if (path === '') return { kind: 'whole' };
  if (subject.kind !== 'image') return { kind: 'file', path, ...at };
  if (kind === 'secret' && layer === undefined && configEntry.test(path)) {
    return { kind: 'image-config', entry: path, ...at };
  }
  return { kind: 'image-file', path, ...at, ...defined({ layer }) };
}

/** A flaw that was called fixed and named no version told nobody where to go. */
function upgradeFix({ state, versions, advice }: Finding1['fix']): VersionFix {
  const [first, ...others] = versions;
  if (state !== 'fixed') return { state, advice };
  return first === undefined ? { state: 'unknown', advice } : { state, versions: [first, ...others], advice };
}

/** Whatever is no flaw of a package was called fixed, without versions. */
function upgradeRemedy(kind: FindingKind, advice: string): Remedy {
  const action = kind === 'secret' ? 'rotate' : kind === 'runtime' ? 'investigate' : 'change';
  return { state: 'remedy', action, advice };
}

const uses: readonly string[] = ['exec', 'map', 'open'] as const satisfies (Usage & { state: 'in-use' })['as'][];
const milliseconds: Readonly<Record<string, number>> = { h: 3_600_000, min: 60_000, s: 1_000 };

/** What was seen at run time, out of the sentence in which it was told. A sentence that is none of ours says nothing. */
function usageIn(evidence: readonly Evidence[]): Usage | undefined {
  const told = evidence.findLast(({ kind, source }) => kind === 'observation' && source === 'ledger, in-use');
  if (told === undefined) return undefined;
  const { statement, observed } = told;
  if (observed !== undefined && uses.includes(observed)) {
    const last = /; last on (\d{4}-\d{2}-\d{2})\.$/.exec(statement)?.[1];
    const file = /, for instance (.+); last on /.exec(statement)?.[1];
    if (last === undefined) return undefined;
    return {
      state: 'in-use',
      as: observed as 'exec' | 'map' | 'open',
      last,
      ...defined({ file }),
    };
  }
  const [, number, unit = '', limits] =
    /^Not seen in use in (\d{1,9}) (h|min|s) of observation(?: \((.+)\))?: that is no proof/.exec(statement) ?? [];
  if (number === undefined) return undefined;
  return {
    state: 'not-seen',
    observedFor: Number(number) * (milliseconds[unit] ?? 0),
    limits: limits === undefined ? [] : limits.split('; '),
  };
}

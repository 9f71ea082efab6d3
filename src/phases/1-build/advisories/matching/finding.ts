import {
  compareSeverity,
  type Distribution,
  defined,
  type Finding,
  fileIn,
  fingerprint,
  type Inventory,
  type OtherFinding,
  type Package,
  packageOf,
  placeOf,
  plainDistributionName,
  severityRisk,
  type VulnerabilityFinding,
} from '../../../../core/index.ts';
import type { VersionOrder } from '../../../../foundations/versions/index.ts';
import type { Lookup } from '../feed.ts';
import { riskOf } from '../risk/risk.ts';
import { fixFor } from './advice.ts';
import { isDistributionPackage, isPastEndOfLife } from './distribution.ts';
import { comparisonDoubts } from './doubts.ts';
import { evidenceFor, type Owner } from './evidence.ts';
import type { Flaw } from './flaw.ts';
import { compareIds } from './identity.ts';
import type { FlawReach } from './reach.ts';

/** What all findings of one package share. */
export interface PackageContext {
  readonly found: Package;
  readonly lookups: readonly Lookup[];
  readonly order: VersionOrder;
  readonly inventory: Inventory;
  readonly now: Date;
  /** Set when the package is judged though another one brought its files. */
  readonly owner: Owner | undefined;
}

/**
 * A purl without version, qualifiers and subpath: `pkg:npm/%40scope/name`. An at sign inside a name is percent-encoded in a purl, so the first
 * one begins the version.
 */
export function purlWithoutVersion(purl: string): string {
  return purl.replace(/[?#].*$/s, '').replace(/@.*$/s, '');
}

/** What advisories say of a package: a flaw of it, or that it means harm. */
export type AdvisoryFinding = VulnerabilityFinding | (OtherFinding & { readonly kind: 'malware' });

/** The finding that a flaw is for one package. */
export function findingOf(flaw: Flaw, context: PackageContext, reach: FlawReach | undefined): AdvisoryFinding {
  return flaw.about === 'malware' ? malwareFinding(flaw, context) : flawFinding(flaw, context, reach);
}

/** A package that means harm. There is nothing to upgrade: what it has done is done. */
function malwareFinding(flaw: Flaw, context: PackageContext): AdvisoryFinding {
  const { found } = context;
  const { level, source } = flaw.severity;
  const without =
    flaw.fix.state === 'fixed' ? ` The record names ${flaw.fix.versions.join(', ')} as being without it.` : '';
  const advice = `Remove ${found.name} ${found.version}, replace every secret that it could read, and look at what it ran on: it may have been taken over.${without}`;
  return {
    kind: 'malware',
    ...factOf(flaw, context, 'malware', flaw.title ?? `${found.name} is malicious`),
    fix: { state: 'remedy', action: 'remove', advice },
    risk: severityRisk('malware', level, `malicious, in the words of ${source}`),
  };
}

function flawFinding(flaw: Flaw, context: PackageContext, reach: FlawReach | undefined): VulnerabilityFinding {
  const { found, order, inventory, now } = context;
  const { distribution } = inventory;
  const fromDistribution = isDistributionPackage(found);
  const { exploitation } = flaw.known;
  const fix = fixFor(found, flaw.fix);
  const doubts = flaw.ruling.deciding.flatMap((statement) => comparisonDoubts(statement, order));
  return {
    kind: 'vulnerability',
    ...factOf(flaw, context, 'vulnerability', flaw.title ?? `${flaw.id} in ${found.name}`, reach),
    cvss: flaw.cvss,
    ...(flaw.weaknesses.length === 0 ? {} : { weaknesses: flaw.weaknesses }),
    exploitation,
    ...(reach === undefined ? {} : reachMembers(reach, found)),
    ...defined({ published: flaw.published }),
    fix,
    risk: riskOf({
      severity: flaw.severity.level,
      severitySource: flaw.severity.source,
      cvss: flaw.cvss,
      exploitation,
      fix,
      package: found,
      ...defined({ reach: reach?.state }),
      undecided: flaw.ruling.undecided,
      doubts: [...new Set(doubts)],
      ...(fromDistribution && distribution ? pastEndOfLife(distribution, now) : {}),
    }),
  };
}

/** What is told of both. */
function factOf(
  flaw: Flaw,
  { found, lookups, order, inventory, now, owner }: PackageContext,
  kind: AdvisoryFinding['kind'],
  title: string,
  reach?: FlawReach,
) {
  const { subject, distribution } = inventory;
  return {
    subject,
    id: flaw.id,
    aliases: flaw.aliases,
    title,
    ...defined({ details: flaw.details }),
    severity: flaw.severity.level,
    severitySource: flaw.severity.source,
    package: { id: found.id, name: found.name, version: found.version, purl: found.purl, type: found.type },
    location: fileIn(subject, { path: found.path, ...defined({ layer: found.layer }) }),
    evidence: evidenceFor({
      found,
      lookups,
      flaw,
      order,
      layers: inventory.layers.length,
      distribution,
      now,
      owner,
      reach,
    }),
    references: flaw.references,
    // The main id, not all ids: an alias that is added later must not make a new fact of it. It does change when a CVE id is given to a flaw that
    // had none, so exceptions are better written for an id, which all aliases answer to. The path tells two copies in one image apart; layer,
    // version and architecture are left out because the fact outlives them.
    fingerprint: fingerprint(kind, flaw.id, purlWithoutVersion(found.purl), found.path),
  };
}

/**
 * What has the flaw and is not in the program is set aside, and not left out: it stays visible, with the functions that were looked for, and a later look at
 * the program by other means finds it in the report.
 */
function reachMembers(
  { state, functions, way }: FlawReach,
  found: Package,
): Pick<VulnerabilityFinding, 'reach' | 'suppression'> {
  const reach = { state, functions, ...defined({ way }) };
  if (state !== 'absent') return { reach };
  const source = { kind: 'program', name: found.path } as const;
  return { reach, suppression: { by: 'Seaworthy', reason: 'no code that has the flaw is in the program', source } };
}

function pastEndOfLife(distribution: Distribution, now: Date): { pastEndOfLife?: { name: string; date: string } } {
  if (!distribution.endOfLife || !isPastEndOfLife(distribution, now)) return {};
  return { pastEndOfLife: { name: plainDistributionName(distribution), date: distribution.endOfLife.date } };
}

/** Riskiest first; then worst, then by id, then by package. A total order: no two findings of one inventory share id and package. */
export function compareFindings(a: Finding, b: Finding): number {
  const place = (finding: Finding): string => {
    const { path, line = 0 } = placeOf(finding.location);
    return packageOf(finding)?.id ?? `${path}\n${String(line).padStart(9, '0')}\n${finding.fingerprint}`;
  };
  const left = place(a);
  const right = place(b);
  return (
    b.risk.score - a.risk.score ||
    compareSeverity(b.severity, a.severity) ||
    compareIds(a.id, b.id) ||
    (left < right ? -1 : left > right ? 1 : 0)
  );
}

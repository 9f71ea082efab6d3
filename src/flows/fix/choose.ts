import {
  type Conditions,
  defined,
  emptyCoverage,
  type Finding,
  fixVersions,
  formatPurl,
  type Package,
  packageOf,
  parsePurl,
  type Report,
  standing,
} from '../../core/index.ts';
import { chooseVersion } from '../../phases/1-build/fix/index.ts';
import { judgeInventory } from '../judge-inventory.ts';
import type { Session } from '../session/session.ts';

/** A package with flaws that meet the conditions, and the version that is to come in its place. */
export interface Mending {
  readonly found: Package;
  readonly findings: readonly Finding[];
  /** Absent where no version is known that is newer and that may be written. */
  readonly to?: string;
}

/** A newer version may have flaws of its own, which lead to a newer one. */
const mostRounds = 6;

/** The same package in another version. */
export function at(found: Package, version: string): Package {
  const parts = parsePurl(found.purl);
  const purl = parts === undefined ? found.purl : formatPurl({ ...parts, version });
  const { source } = found;
  // Distributions judge the source, whose version is the package's own but for builds that were made again.
  const moved = source?.version === found.version ? { source: { ...source, version } } : {};
  return { ...found, version, purl, ...moved };
}

/** Findings that meet the conditions, by the package that they are about. */
export function meeting(report: Report, conditions: readonly Conditions[], now: Date): readonly Finding[] {
  return report.findings.filter((finding) => standing(finding, conditions, report.coverage, now) === 'meets');
}

export const byPackage = (findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> =>
  Map.groupBy(findings, (finding) => packageOf(finding)?.id ?? '');

/** Judges these packages alone, by the same data as the scan before. */
export function judgeAgain(report: Report, packages: readonly Package[], session: Session): Promise<Report> {
  const { subject, distribution, layers } = report;
  const inventory = { subject, layers, packages, coverage: emptyCoverage, ...defined({ distribution }) };
  return judgeInventory(inventory, session);
}

/** The lowest version of each package in which judging finds none of the flaws that have a fix. */
export async function chooseVersions(
  report: Report,
  conditions: readonly Conditions[],
  session: Session,
): Promise<readonly Mending[]> {
  const now = session.settings.clock.now();
  const byId = byPackage(meeting(report, conditions, now));
  const all = report.packages.filter(({ id }) => byId.has(id));
  const chosen = new Map<string, string>();
  let open = byId;
  for (let round = 0; round < mostRounds && open.size > 0; round++) {
    const raised: Package[] = [];
    for (const found of all) {
      const least = chosen.get(found.id) ?? found.version;
      const flaws = (open.get(found.id) ?? []).map(({ fix }) => fixVersions(fix));
      // One that nothing mends keeps nobody from mending the others.
      const mendable = flaws.filter((one) => chooseVersion(found, [one], least) !== undefined);
      const to = chooseVersion(found, mendable, least);
      if (to === undefined) continue;
      chosen.set(found.id, to);
      raised.push(at(found, to));
    }
    if (raised.length === 0) break;
    open = byPackage(meeting(await judgeAgain(report, raised, session), conditions, now));
  }
  return all.map((found) => ({
    found,
    findings: byId.get(found.id) ?? [],
    ...defined({ to: chosen.get(found.id) }),
  }));
}

import {
  type Bringer,
  bringers,
  defined,
  type Finding,
  type FindingKind,
  fixVersions,
  imageBeside,
  isSameBranch,
  type LayerRef,
  offeredVersions,
  openFindings,
  type Package,
  packageOf,
  pathBeside,
  placeOf,
  type Report,
  type Subject,
  upgradeDistance,
} from '../../core/index.ts';
import { compareLoosely } from './loose-order.ts';

/** One flaw or broken rule in one group; several findings when several packages of the group have it. */
export interface GroupRow {
  /** The riskiest of `findings`. */
  readonly finding: Finding;
  readonly findings: readonly Finding[];
  /** Names of the packages that have it, when not all of the group do. */
  readonly only: readonly string[];
}

/** An upgrade, and what of a group it clears. */
export interface UpgradeRow {
  readonly version: string;
  /** Rows it clears. */
  readonly clears: readonly GroupRow[];
}

/**
 * What a person repairs in one go: the packages built from one source in one version, or, for findings about no package, one path.
 * So the five packages of one OpenSSL are one group and its flaws are told once.
 */
export interface Group {
  readonly key: string;
  /** What is wrong with the package: one sort a group, since each is mended in its own way. Of a path, the sort of its riskiest finding. */
  readonly kind: FindingKind;
  /** Name of the source package, package or path. */
  readonly name: string;
  /** Installed version; empty for a path. */
  readonly version: string;
  /** Package type, empty for a path. */
  readonly type: string;
  /** The image that has the package, where the report is not about one. */
  readonly image?: string;
  /** Names of the packages concerned, in the order of their risk. */
  readonly members: readonly string[];
  readonly layers: readonly LayerRef[];
  /** Who brought it, where the base of the image is known. */
  readonly broughtBy: readonly Bringer[];
  readonly paths: readonly string[];
  /** By way of which packages a project comes to what it only declares, the first one that it asks for itself first. */
  readonly ways: readonly string[];
  /** Riskiest first. */
  readonly rows: readonly GroupRow[];
  /** What clears most. */
  readonly upgrade?: UpgradeRow;
  /** The smallest step that clears something, where it clears less: within the branch of the installed version, else within its major version. */
  readonly step?: UpgradeRow;
}

interface Names {
  readonly kind: FindingKind;
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly type: string;
  readonly image?: string;
}

function namesOf(finding: Finding, packages: ReadonlyMap<string, Package>, subject: Subject): Names {
  const about = packageOf(finding);
  const { kind } = finding;
  if (about === undefined) {
    const path = pathBeside(finding, subject);
    return { key: JSON.stringify(['path', path]), kind, name: path, version: '', type: '' };
  }
  const image = imageBeside(finding, subject);
  // A rebuilt binary package carries another version than its source; the source's is the one that advisories and upgrades are about.
  const { name, version } = packages.get(about.id)?.source ?? about;
  const key = JSON.stringify([about.type, name, version, kind, ...(image === undefined ? [] : [image])]);
  return { key, kind, name, version, type: about.type, ...defined({ image }) };
}

/** Findings that nobody has set aside, joined to groups, in the order of the riskiest finding of each. */
export function groupFindings(report: Report): readonly Group[] {
  const packages = new Map(report.packages.map((each) => [each.id, each]));
  const groups = new Map<string, { names: Names; findings: Finding[] }>();
  for (const finding of openFindings(report)) {
    const names = namesOf(finding, packages, report.subject);
    const group = groups.get(names.key);
    if (group === undefined) groups.set(names.key, { names, findings: [finding] });
    else group.findings.push(finding);
  }
  return [...groups.values()].map(({ names, findings }) => makeGroup(names, findings, packages));
}

function makeGroup(names: Names, findings: readonly Finding[], packages: ReadonlyMap<string, Package>): Group {
  const members = [...new Set(findings.map((each) => packageOf(each)?.name ?? ''))].filter((name) => name !== '');
  const byId = Map.groupBy(findings, (each) =>
    // Two lines of one file that break the same rule are two rows; two packages with the same flaw are one.
    packageOf(each) === undefined ? `${each.id} ${each.fingerprint} ${placeOf(each.location).line ?? 0}` : each.id,
  );
  const rows = [...byId.values()].flatMap((same): readonly GroupRow[] => {
    const finding = same[0];
    if (finding === undefined) return [];
    const having = [...new Set(same.map((each) => packageOf(each)?.name ?? ''))];
    return [{ finding, findings: same, only: having.length < members.length ? having : [] }];
  });
  const layers = new Map(
    findings.flatMap((each): [number, LayerRef][] => {
      const { layer } = placeOf(each.location);
      return layer === undefined ? [] : [[layer.index, layer]];
    }),
  );
  return {
    ...names,
    members,
    layers: [...layers.values()].sort((a, b) => a.index - b.index),
    broughtBy: bringersOf(findings),
    paths: [...new Set(findings.map((each) => placeOf(each.location).path))],
    ways: waysTo(findings, packages),
    rows,
    ...upgradesOf(rows, names.version),
  };
}

/** Who brought any of these, the base first. */
export const bringersOf = (findings: readonly Finding[]): readonly Bringer[] =>
  bringers.filter((one) => findings.some(({ broughtBy }) => broughtBy === one));

function waysTo(findings: readonly Finding[], packages: ReadonlyMap<string, Package>): readonly string[] {
  const ways = findings.flatMap((each) => packages.get(packageOf(each)?.id ?? '')?.byWayOf?.join(' › ') ?? []);
  return [...new Set(ways)];
}

/**
 * A version clears a row when it is one of those that fix it, no older than the newest of them, or no older than the newest of its own branch: any other
 * between two of several fixed branches might not have the fix.
 */
function clears(version: string, row: GroupRow): boolean {
  const versions = fixVersions(row.finding.fix);
  const newest = versions.at(-1);
  if (newest === undefined) return false;
  if (versions.includes(version) || compareLoosely(version, newest) >= 0) return true;
  const ofBranch = versions.filter((one) => isSameBranch(one, version)).at(-1);
  return ofBranch !== undefined && compareLoosely(version, ofBranch) >= 0;
}

/** What clears most, the nearest of these, and a nearer one that clears less. */
function upgradesOf(rows: readonly GroupRow[], installed: string): Pick<Group, 'upgrade' | 'step'> {
  const versions = new Set(
    rows.flatMap(({ finding }) => (packageOf(finding) === undefined ? [] : fixVersions(finding.fix))),
  );
  const candidates = offeredVersions([...versions], installed)
    .map((version) => ({
      version,
      clears: rows.filter((row) => clears(version, row)),
      distance: upgradeDistance(installed, version),
    }))
    .sort((a, b) => a.distance - b.distance || compareLoosely(a.version, b.version));
  const most = (some: typeof candidates): UpgradeRow | undefined => {
    let best: UpgradeRow | undefined;
    for (const { version, clears: cleared } of some)
      if (best === undefined || cleared.length > best.clears.length) best = { version, clears: cleared };
    return best;
  };
  const upgrade = most(candidates);
  if (upgrade === undefined) return {};
  const step = most(candidates.filter(({ distance }) => distance === candidates[0]?.distance));
  return step === undefined || step.version === upgrade.version ? { upgrade } : { upgrade, step };
}

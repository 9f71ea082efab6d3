import {
  type Finding,
  fixVersions,
  type LayerRef,
  openFindings,
  type Package,
  packageOf,
  placeOf,
  type Report,
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

/** The upgrade that clears most of a group. */
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
  /** Name of the source package, package or path. */
  readonly name: string;
  /** Installed version; empty for a path. */
  readonly version: string;
  /** Package type, empty for a path. */
  readonly type: string;
  /** Names of the packages concerned, in the order of their risk. */
  readonly members: readonly string[];
  readonly layers: readonly LayerRef[];
  readonly paths: readonly string[];
  /** Riskiest first. */
  readonly rows: readonly GroupRow[];
  readonly upgrade?: UpgradeRow;
}

interface Names {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly type: string;
}

function namesOf(finding: Finding, packages: ReadonlyMap<string, Package>): Names {
  const about = packageOf(finding);
  if (about === undefined) {
    const { path } = placeOf(finding.location);
    return { key: JSON.stringify(['path', path]), name: path, version: '', type: '' };
  }
  // A rebuilt binary package carries another version than its source; the source's is the one that advisories and upgrades are about.
  const { name, version } = packages.get(about.id)?.source ?? about;
  return { key: JSON.stringify([about.type, name, version]), name, version, type: about.type };
}

/** Findings that nobody has set aside, joined to groups, in the order of the riskiest finding of each. */
export function groupFindings(report: Report): readonly Group[] {
  const packages = new Map(report.packages.map((each) => [each.id, each]));
  const groups = new Map<string, { names: Names; findings: Finding[] }>();
  for (const finding of openFindings(report)) {
    const names = namesOf(finding, packages);
    const group = groups.get(names.key);
    if (group === undefined) groups.set(names.key, { names, findings: [finding] });
    else group.findings.push(finding);
  }
  return [...groups.values()].map(({ names, findings }) => makeGroup(names, findings));
}

function makeGroup(names: Names, findings: readonly Finding[]): Group {
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
  const upgrade = bestUpgrade(rows);
  return {
    ...names,
    members,
    layers: [...layers.values()].sort((a, b) => a.index - b.index),
    paths: [...new Set(findings.map((each) => placeOf(each.location).path))],
    rows,
    ...(upgrade === undefined ? {} : { upgrade }),
  };
}

/**
 * A version clears a row when it is one of those that fix it or no older than the newest of them: a version between two of several fixed
 * branches might not have the fix.
 */
function clears(version: string, row: GroupRow): boolean {
  const versions = fixVersions(row.finding.fix);
  const newest = versions.at(-1);
  if (newest === undefined) return false;
  return versions.includes(version) || compareLoosely(version, newest) >= 0;
}

function bestUpgrade(rows: readonly GroupRow[]): UpgradeRow | undefined {
  const versions = new Set(
    rows.flatMap(({ finding }) => (packageOf(finding) === undefined ? [] : fixVersions(finding.fix))),
  );
  let best: UpgradeRow | undefined;
  for (const version of [...versions].sort(compareLoosely)) {
    const cleared = rows.filter((row) => clears(version, row));
    if (best === undefined || cleared.length > best.clears.length) best = { version, clears: cleared };
  }
  return best;
}

import { SeaworthyError } from '../../../../../core/index.ts';
import { field, loadToml, readToml } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { fileName, folderOf, nearestAbove } from '../../near.ts';
import { Problems } from '../../problems.ts';
import { manifestOf } from '../cargo-manifest.ts';
import { crate } from '../crate.ts';

const manifest = 'Cargo.toml';

/** Of one crate, in one file: more than any has. */
const mostVersions = 100;

/** A crate of a lock file, and whether it is the project's own. */
interface Locked extends LockNode {
  readonly isOwn: boolean;
}

function extract(path: string, bytes: Uint8Array): Extraction {
  if (fileName(path) === manifest) return manifestPart(path, bytes);
  const value = readToml(bytes, path);
  const listed = field(value, 'package') ?? [];
  if (!Array.isArray(listed)) throw new SeaworthyError('E_FORMAT', 'no lock file of Cargo', { where: path });
  const problems = new Problems();
  problems.form(field(value, 'version'), 4);
  // The first form had the project apart.
  const tables: unknown[] = field(value, 'root') === undefined ? listed : [field(value, 'root'), ...listed];
  const crates = tables.flatMap((one) => {
    const found = crateOf(one);
    if (found === undefined) problems.add('a package without name and version');
    return found === undefined ? [] : [{ one, found, key: `${found.name} ${found.version}` }];
  });
  const byName = Map.groupBy(crates, ({ found }) => found.name);
  const parts = crates.map(({ one, found, key }): Locked => {
    const wanted = field(one, 'dependencies');
    // `NAME`, `NAME VERSION` where there are several, `NAME VERSION (SOURCE)` where even that is not enough.
    const needs = (Array.isArray(wanted) ? wanted : []).flatMap((need: unknown) => {
      const [name = '', version] = String(need).split(' ');
      return (byName.get(name) ?? [])
        .slice(0, mostVersions)
        .filter((each) => (version ?? each.found.version) === each.found.version)
        .map((each) => each.key);
    });
    return { key, found, needs, isOwn: field(one, 'source') === undefined };
  });
  return { packages: packagesOf(parts, new Map()), files: [], problems: problems.list(), parts };
}

function crateOf(one: unknown): FoundPackage | undefined {
  const [name, version, source] = [field(one, 'name'), field(one, 'version'), field(one, 'source')];
  return typeof name === 'string' && typeof version === 'string'
    ? crate(name, version, typeof source === 'string' ? source : undefined)
    : undefined;
}

function manifestPart(path: string, bytes: Uint8Array): Extraction {
  const aside: Extraction = { packages: [], files: [], problems: [], aside: true };
  try {
    return { ...aside, parts: [manifestOf(readToml(bytes, path))] };
  } catch (cause) {
    // `cargo-manifest` tells that it cannot be read.
    if (!(cause instanceof SeaworthyError)) throw cause;
    return aside;
  }
}

/** The project's own crates are where it begins; what their manifests ask for in tests only is for development. */
function packagesOf(parts: readonly Locked[], onlyInTests: ReadonlyMap<string, ReadonlySet<string>>): FoundPackage[] {
  const names = new Map(parts.map(({ key, found }) => [key, found?.name ?? '']));
  const own = parts.filter(({ isOwn }) => isOwn);
  const isForTests = (from: Locked, need: string): boolean =>
    onlyInTests.get(from.found?.name ?? '')?.has(names.get(need) ?? '') === true;
  const roots = {
    production: own.flatMap((one) => one.needs.filter((need) => !isForTests(one, need))),
    development: own.flatMap((one) => one.needs.filter((need) => isForTests(one, need))),
  };
  const nodes = parts.map((one) => (one.isOwn ? { ...one, needs: [] } : one));
  return lockedPackages(nodes, own.length === 0 ? undefined : roots);
}

function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const locks = new Map(
    files.filter(({ path }) => fileName(path) !== manifest).map(({ path }) => [folderOf(path), path]),
  );
  const byLock = Map.groupBy(
    files.filter(({ path }) => fileName(path) === manifest),
    ({ path }) => nearestAbove(path, locks),
  );
  return files.flatMap(({ path, extraction: { parts = [] } }) => {
    const manifests = byLock.get(path);
    if (manifests === undefined || fileName(path) === manifest) return [];
    const read = manifests.flatMap(
      ({ extraction }) => (extraction.parts?.[0] as ReturnType<typeof manifestOf> | undefined) ?? [],
    );
    const onlyInTests = new Map(
      read.map(({ name, production, development }) => [
        name,
        new Set(development.filter((one) => !production.includes(one))),
      ]),
    );
    return [
      { path, extraction: { packages: packagesOf(parts as readonly Locked[], onlyInTests), files: [], problems: [] } },
    ];
  });
}

/** What Cargo has locked (doc.rust-lang.org, "Cargo.toml vs Cargo.lock"): every form of it, with the manifests of the project. */
export const cargoLock: Extractor = {
  id: 'cargo-lock',
  version: 1,
  title: 'Lock files of Cargo (Cargo.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['Cargo.lock', manifest] },
  gives: ['dependencies', 'origins'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  prepare: loadToml,
  extract,
  join,
};

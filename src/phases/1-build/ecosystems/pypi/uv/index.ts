import { SeaworthyError } from '../../../../../core/index.ts';
import { field, isObject, loadToml, readToml } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';
import { normalisedName } from '../name.ts';
import { lockedPypi, takenBy } from '../python-package.ts';

const sources = { virtual: 'local', editable: 'local', directory: 'local', path: 'local', git: 'git', url: 'url' };

/** Of one package, in one file: more than any has. */
const mostVersions = 100;

interface Entry {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly node: LockNode;
  readonly one: unknown;
  /** The project itself, or a member of its workspace. */
  readonly isOwn: boolean;
}

function extract(path: string, bytes: Uint8Array): Extraction {
  const value = readToml(bytes, path);
  const packages = field(value, 'package') ?? [];
  if (!Array.isArray(packages)) throw new SeaworthyError('E_FORMAT', 'no lock file of uv', { where: path });
  const problems = new Problems();
  problems.form(field(value, 'version'), 1);
  const entries = packages.flatMap((one: unknown) => entryOf(one, problems) ?? []);
  const byName = Map.groupBy(entries, ({ name }) => name);
  const keysOf = (need: unknown): readonly string[] => {
    const [name, version] = [field(need, 'name'), field(need, 'version')];
    const all = typeof name === 'string' ? (byName.get(normalisedName(name)) ?? []).slice(0, mostVersions) : [];
    return all.filter((each) => typeof version !== 'string' || each.version === version).map(({ key }) => key);
  };
  const nodes = entries.map(({ node, one, isOwn }) => ({ ...node, needs: isOwn ? [] : wantedBy(one).flatMap(keysOf) }));
  const own = entries.filter(({ isOwn }) => isOwn).map(({ one }) => one);
  const roots = {
    production: own.flatMap((one) => wantedBy(one).flatMap(keysOf)),
    development: own.flatMap((one) => groupsOf(field(one, 'dev-dependencies')).flatMap(keysOf)),
  };
  return {
    packages: lockedPackages(nodes, own.length === 0 ? undefined : roots),
    files: [],
    problems: problems.list(),
  };
}

function entryOf(one: unknown, problems: Problems): Entry | undefined {
  const source = field(one, 'source');
  const found = lockedPypi(field(one, 'name'), field(one, 'version'), takenBy(source, sources));
  if (found === undefined) {
    problems.add('a package without the name of one');
    return undefined;
  }
  const { version } = found;
  const key = `${found.name} ${version} ${isObject(source) ? String(Object.values(source)[0]) : ''}`;
  const isOwn = field(source, 'virtual') !== undefined || field(source, 'editable') !== undefined;
  return { key, name: normalisedName(found.name), version, node: { key, found, needs: [] }, one, isOwn };
}

const groupsOf = (value: unknown): readonly unknown[] =>
  isObject(value) ? Object.values(value).flatMap((list) => (Array.isArray(list) ? list : [])) : [];

/** Extras are asked for by whoever runs it. */
function wantedBy(one: unknown): readonly unknown[] {
  const wanted = field(one, 'dependencies');
  return [...(Array.isArray(wanted) ? wanted : []), ...groupsOf(field(one, 'optional-dependencies'))];
}

/** What uv has locked (docs.astral.sh, "uv.lock"), the project and the members of its workspace included. */
export const uvLock: Extractor = {
  id: 'uv-lock',
  version: 1,
  title: 'Lock files of uv (uv.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['uv.lock'] },
  gives: ['dependencies', 'origins'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  prepare: loadToml,
  extract,
};

import { defined, SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';

/** `NAME/VERSION[@USER/CHANNEL][#REVISION][%TIME]` (docs.conan.io, "The references"). */
const reference =
  /^([a-z0-9_][a-z0-9_+.-]{0,100})\/([A-Za-z0-9_][A-Za-z0-9_+.-]{0,100})(?:@([^#%/:]*)(?:\/([^#%:]*))?)?(?:[#%:].*)?$/i;

function extract(path: string, bytes: Uint8Array): Extraction {
  const lock = asObject(parseJson(bytes, path), path);
  const nodes = field(field(lock, 'graph_lock'), 'nodes');
  const problems = new Problems();
  problems.form(field(lock, 'version'), 0);
  if (isObject(nodes)) return { packages: ofGraph(nodes, problems), files: [], problems: problems.list() };
  const lists = ['requires', 'python_requires', 'build_requires'] as const;
  if (lists.every((name) => field(lock, name) === undefined))
    throw new SeaworthyError('E_FORMAT', 'no lock file of Conan', { where: path });
  const packages = new Map<string, FoundPackage>();
  for (const name of lists) {
    const listed = field(lock, name);
    for (const one of Array.isArray(listed) ? listed : []) {
      const found = packageOf(one);
      if (found === undefined) problems.add(`${String(one).slice(0, 100)} is no reference`);
      // What is needed to run counts, wherever it is needed besides.
      else if (!packages.has(`${found.name}/${found.version}`))
        packages.set(
          `${found.name}/${found.version}`,
          name === 'build_requires' ? { ...found, development: true } : found,
        );
    }
  }
  return { packages: [...packages.values()], files: [], problems: problems.list() };
}

/** The project’s own recipe has a path, and in the oldest forms no reference. */
const isOwn = (id: string, node: unknown): boolean =>
  field(node, 'path') !== undefined || (id === '0' && typeof (field(node, 'ref') ?? field(node, 'pref')) !== 'string');

/** The form of Conan 1: what needs what, with the project itself among it, which has the path of its recipe. */
function ofGraph(nodes: object, problems: Problems): FoundPackage[] {
  const own = new Set(Object.keys(nodes).filter((id) => isOwn(id, field(nodes, id))));
  const ids = (id: string, member: string): string[] => {
    const listed = field(field(nodes, id), member);
    // The oldest of these forms name each reference, and its node behind it.
    const all = Array.isArray(listed) ? listed : isObject(listed) ? Object.values(listed) : [];
    return all.flat().map(String);
  };
  const locked = Object.keys(nodes).flatMap((id): LockNode[] => {
    if (own.has(id)) return [];
    const found = packageOf(field(field(nodes, id), 'ref') ?? field(field(nodes, id), 'pref'));
    if (found === undefined) problems.add(`node ${id.slice(0, 100)} has no reference`);
    return found === undefined
      ? []
      : [{ key: id, found, needs: [...ids(id, 'requires'), ...ids(id, 'build_requires')] }];
  });
  return lockedPackages(locked, {
    production: [...own].flatMap((id) => ids(id, 'requires')),
    development: [...own].flatMap((id) => ids(id, 'build_requires')),
  });
}

function packageOf(one: unknown): FoundPackage | undefined {
  const [, name, version, user, channel] = typeof one === 'string' ? (reference.exec(one) ?? []) : [];
  if (name === undefined || version === undefined) return undefined;
  const qualifiers = user === undefined || user === '' || user === '_' ? undefined : { user, ...defined({ channel }) };
  return { name, version, type: 'conan', versionOrder: 'conan', purl: { name, ...defined({ qualifiers }) } };
}

/** What Conan has locked, in the form of Conan 1 and in that of Conan 2. */
export const conanLock: Extractor = {
  id: 'conan-lock',
  version: 1,
  title: 'Lock files of Conan (conan.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['conan.lock'] },
  gives: ['dependencies'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract,
};

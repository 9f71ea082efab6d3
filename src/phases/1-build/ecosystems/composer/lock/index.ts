import { SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, isObject, type JsonObject, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { fileName, folderOf } from '../../near.ts';
import { Problems } from '../../problems.ts';
import { composerLicence, composerPackage, isComposerName } from '../composer-package.ts';

const manifest = 'composer.json';

function extract(path: string, bytes: Uint8Array): Extraction {
  if (fileName(path) === manifest) return manifestPart(path, bytes);
  const lock = asObject(parseJson(bytes, path), path);
  if (field(lock, 'packages') === undefined && field(lock, 'packages-dev') === undefined)
    throw new SeaworthyError('E_FORMAT', 'no lock file of Composer: it has no packages', { where: path });
  const problems = new Problems();
  const parts = [...nodesOf(lock, 'packages', problems), ...nodesOf(lock, 'packages-dev', problems)];
  return { packages: lockedPackages(parts), files: [], problems: problems.list(), parts };
}

function nodesOf(lock: JsonObject, member: 'packages' | 'packages-dev', problems: Problems): LockNode[] {
  const listed = field(lock, member);
  return (Array.isArray(listed) ? listed : []).flatMap((one: unknown): LockNode[] => {
    const [name, version] = [field(one, 'name'), field(one, 'version')];
    if (typeof name !== 'string' || typeof version !== 'string' || !isComposerName(name) || version.length > 256) {
      problems.add(`a package of ${member} has no name and version of one`);
      return [];
    }
    const found = { ...composerPackage(name, version), ...licencesOf(one), ...originOf(one) };
    return [
      {
        key: found.name,
        found: member === 'packages' ? found : { ...found, development: true },
        needs: namesIn(field(one, 'require')),
      },
    ];
  });
}

const namesIn = (wanted: unknown): string[] =>
  isObject(wanted)
    ? Object.keys(wanted)
        .filter(isComposerName)
        .map((name) => name.toLowerCase())
    : [];

function licencesOf(one: unknown): Pick<FoundPackage, 'licences'> {
  const licence = composerLicence(field(one, 'license'));
  return licence === undefined ? {} : { licences: [licence] };
}

/** What was taken from a folder of the machine; a package of Packagist comes from its maker's repository too. */
function originOf(one: unknown): Pick<FoundPackage, 'origin'> {
  return field(field(one, 'dist'), 'type') === 'path' ? { origin: { takenFrom: 'local' } } : {};
}

function manifestPart(path: string, bytes: Uint8Array): Extraction {
  const aside: Extraction = { packages: [], files: [], problems: [], aside: true };
  try {
    const value = parseJson(bytes, path);
    return {
      ...aside,
      parts: [{ production: namesIn(field(value, 'require')), development: namesIn(field(value, 'require-dev')) }],
    };
  } catch (cause) {
    // `composer-manifest` tells that it cannot be read.
    if (!(cause instanceof SeaworthyError)) throw cause;
    return aside;
  }
}

function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const projects = new Map(
    files.flatMap(({ path, extraction: { parts } }) =>
      fileName(path) === manifest && parts
        ? [[folderOf(path), parts[0] as Record<'production' | 'development', readonly string[]>] as const]
        : [],
    ),
  );
  return files.flatMap(({ path, extraction: { parts = [] } }) => {
    const roots = fileName(path) === manifest ? undefined : projects.get(folderOf(path));
    if (roots === undefined) return [];
    const nodes = parts as readonly LockNode[];
    // The lock file itself says what only development needs; who asks stands in the manifest.
    const packages = lockedPackages(nodes, {
      production: [...roots.production, ...roots.development],
      development: [],
    });
    return [{ path, extraction: { packages, files: [], problems: [] } }];
  });
}

/** What Composer has locked (getcomposer.org, "composer.lock"), with the project that asks for it. */
export const composerLock: Extractor = {
  id: 'composer-lock',
  version: 1,
  title: 'Lock files of Composer (composer.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['composer.lock', manifest] },
  gives: ['dependencies', 'licences', 'origins'],
  maxBytes: 32 * 1024 * 1024,
  isDatabase: false,
  extract,
  join,
};

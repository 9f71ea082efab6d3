import { SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, isObject, loadToml, parseJson, readToml } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage, ToldFile } from '../../extractor.ts';
import { fileName, folderOf } from '../../near.ts';
import { Problems } from '../../problems.ts';
import { normalisedName } from '../name.ts';
import { lockedPypi, takenBy } from '../python-package.ts';

const manifest = 'Pipfile';
const sources = { git: 'git', hg: 'hg', svn: 'svn', path: 'local', file: 'url' };

function extract(path: string, bytes: Uint8Array): Extraction {
  if (fileName(path) === manifest) return manifestPart(path, bytes);
  const lock = asObject(parseJson(bytes, path), path);
  // Any other group of a Pipfile is a section of its own; only `develop` is for development.
  const sections = Object.keys(lock).filter((name) => name !== '_meta');
  if (field(lock, '_meta') === undefined && sections.length === 0)
    throw new SeaworthyError('E_FORMAT', 'no lock file of Pipenv', { where: path });
  const problems = new Problems();
  problems.form(field(field(lock, '_meta'), 'pipfile-spec'), 6);
  const packages = new Map<string, FoundPackage>();
  for (const section of sections.sort((a, b) => Number(a === 'develop') - Number(b === 'develop'))) {
    const entries = field(lock, section);
    if (!isObject(entries)) continue;
    for (const name of Object.keys(entries)) {
      const entry = field(entries, name);
      const told = field(entry, 'version');
      const version = typeof told === 'string' ? told.replace(/^={2,3}\s*/, '') : undefined;
      const found = lockedPypi(name, version, takenBy(entry, sources));
      if (found === undefined) problems.add(`${name.slice(0, 100)} is no name of a package`);
      else if (!packages.has(`${name} ${version}`))
        packages.set(`${name} ${version}`, section === 'develop' ? { ...found, development: true } : found);
    }
  }
  return { packages: [...packages.values()], files: [], problems: problems.list() };
}

function manifestPart(path: string, bytes: Uint8Array): Extraction {
  const aside: Extraction = { packages: [], files: [], problems: [], aside: true };
  try {
    const value = readToml(bytes, path);
    const names = Object.entries(value).flatMap(([section, entries]) =>
      isSection(section) && isObject(entries) ? Object.keys(entries).map(normalisedName) : [],
    );
    return { ...aside, parts: [names] };
  } catch (cause) {
    // `python-manifest` tells that it cannot be read.
    if (!(cause instanceof SeaworthyError)) throw cause;
    return aside;
  }
}

/** The tables of a Pipfile that name packages. */
const isSection = (name: string): boolean => !['source', 'requires', 'scripts', 'pipenv'].includes(name);

function join(files: readonly ToldFile[]): readonly ToldFile[] {
  const asked = new Map(
    files.flatMap(({ path, extraction: { parts } }) =>
      fileName(path) === manifest && parts ? [[folderOf(path), new Set(parts[0] as string[])] as const] : [],
    ),
  );
  return files.flatMap(({ path, extraction: { packages } }) => {
    const names = fileName(path) === manifest ? undefined : asked.get(folderOf(path));
    if (names === undefined) return [];
    const told = packages.map((found) => ({ ...found, direct: names.has(normalisedName(found.name)) }));
    return [{ path, extraction: { packages: told, files: [], problems: [] } }];
  });
}

/** What Pipenv has locked (pipenv.pypa.io, "Pipfile.lock"), with the Pipfile that asks for it. What needs what it does not say. */
export const pipfileLock: Extractor = {
  id: 'pipfile-lock',
  version: 1,
  title: 'Lock files of Pipenv (Pipfile.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['Pipfile.lock', manifest] },
  gives: ['origins'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  prepare: loadToml,
  extract,
  join,
};

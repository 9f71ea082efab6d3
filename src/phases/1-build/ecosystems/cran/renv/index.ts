import { SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, isObject, parseJson } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { type LockNode, lockedPackages } from '../../lock-graph.ts';
import { Problems } from '../../problems.ts';

/** Where a package is from, as renv writes it; `Repository` is CRAN or what stands for it. */
const sources: Readonly<Record<string, string>> = {
  Bioconductor: 'bioconductor',
  GitHub: 'git',
  GitLab: 'git',
  Bitbucket: 'git',
  Git: 'git',
  git2r: 'git',
  Local: 'local',
  URL: 'url',
};

function extract(path: string, bytes: Uint8Array): Extraction {
  const lock = asObject(parseJson(bytes, path), path);
  const listed = field(lock, 'Packages');
  if (!isObject(listed))
    throw new SeaworthyError('E_FORMAT', 'no lock file of renv: it has no Packages', { where: path });
  const problems = new Problems();
  const nodes = Object.keys(listed).flatMap((key): LockNode[] => {
    const entry = field(listed, key);
    const [name = key, version, source] = ['Package', 'Version', 'Source'].map((member) => field(entry, member));
    if (
      typeof name !== 'string' ||
      !/^[A-Za-z][A-Za-z0-9.]{0,127}$/.test(name) ||
      typeof version !== 'string' ||
      !/^\d\S{0,255}$/.test(version)
    ) {
      problems.add(`${key.slice(0, 100)} has no name and version of a package`);
      return [];
    }
    const from = typeof source === 'string' && Object.hasOwn(sources, source) ? sources[source] : undefined;
    const found: FoundPackage = {
      name,
      version,
      type: 'cran',
      versionOrder: 'cran',
      purl: { name },
      ...(from === undefined ? {} : { origin: { takenFrom: from } }),
    };
    return [{ key, found, needs: namesIn(field(entry, 'Requirements')) }];
  });
  return { packages: lockedPackages(nodes), files: [], problems: problems.list() };
}

const namesIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** What renv has locked (rstudio.github.io/renv, "The lockfile"). */
export const renvLock: Extractor = {
  id: 'renv-lock',
  version: 1,
  title: 'Lock files of R (renv.lock)',
  evidence: 'declared',
  wanted: { anywhere: ['renv.lock'] },
  gives: ['dependencies', 'origins'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract,
};

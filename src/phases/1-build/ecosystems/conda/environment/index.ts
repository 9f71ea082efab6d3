import { SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, loadYaml, readYamlText } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { lockedPypi } from '../../pypi/python-package.ts';
import { readRequirement } from '../../pypi/requirement.ts';

const name = /^(?:[^\s:]{1,200}::)?([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})\s*(.*)$/;

function extract(path: string, bytes: Uint8Array): Extraction {
  const value = asObject(readYamlText(bytes, path, { maxBytes: 16 * 1024 * 1024, maxTokens: 4_000_000 })[0], path);
  const problems = new Problems();
  const locked = field(value, 'package');
  if (Array.isArray(locked)) problems.form(field(value, 'version'), 1);
  if (Array.isArray(locked)) return { packages: ofLock(locked, problems), files: [], problems: problems.list() };
  const wanted = field(value, 'dependencies');
  if (!Array.isArray(wanted))
    throw new SeaworthyError('E_FORMAT', 'no environment of conda: it has no dependencies', { where: path });
  const packages = wanted.flatMap((one: unknown) =>
    typeof one === 'string' ? (ofSpec(one) ?? []) : ofPip(field(one, 'pip')),
  );
  const open = packages
    .filter(({ version, origin }) => version === '' && origin === undefined)
    .map((found) => found.name);
  if (open.length > 0)
    problems.add(
      `no version is said of ${open.slice(0, 3).join(', ')}${open.length > 3 ? ' and others' : ''}: \`conda env export\` writes them`,
    );
  return { packages, files: [], problems: problems.list() };
}

/** `[CHANNEL::]NAME[=VERSION[=BUILD]]`, `NAME==VERSION`, `NAME>=…` (docs.conda.io, "Package match specifications"). */
function ofSpec(spec: string): FoundPackage | undefined {
  const [, named, rest = ''] = name.exec(spec.trim()) ?? [];
  if (named === undefined) return undefined;
  // One equals sign alone means every version that begins so; with a build behind it, or written out to the third part, it means this one.
  const [, exact] =
    /^==\s*([^\s=*,|]+)$/.exec(rest) ??
    /^=([^\s=*,|<>]+)=[^\s=]+$/.exec(rest) ??
    /^=(\d+\.\d+\.[^\s=*,|<>]+)$/.exec(rest) ??
    [];
  return { ...condaPackage(named, exact ?? ''), direct: true };
}

function ofPip(listed: unknown): FoundPackage[] {
  return (Array.isArray(listed) ? listed : []).flatMap((one: unknown) => {
    const read = typeof one === 'string' ? readRequirement(one) : undefined;
    const found = read && lockedPypi(read.name, read.version ?? '', read.url === undefined ? undefined : 'url');
    return found === undefined ? [] : [{ ...found, direct: true }];
  });
}

/** The list that conda-lock makes: a package for each system. */
function ofLock(listed: readonly unknown[], problems: Problems): FoundPackage[] {
  const packages = new Map<string, FoundPackage>();
  for (const one of listed) {
    const [named, version, manager, category] = ['name', 'version', 'manager', 'category'].map((member) =>
      field(one, member),
    );
    const found =
      typeof named !== 'string' || typeof version !== 'string'
        ? undefined
        : manager === 'pip'
          ? lockedPypi(named, version)
          : condaPackage(named, version);
    if (found === undefined) problems.add('a package without name and version');
    else
      packages.set(
        `${found.type} ${found.name} ${version}`,
        category === 'dev' ? { ...found, development: true } : found,
      );
  }
  return [...packages.values()];
}

const condaPackage = (named: string, version: string): FoundPackage => ({
  name: named,
  version,
  type: 'conda',
  versionOrder: 'pep440',
  purl: { name: named.toLowerCase() },
});

/** Environments of conda, with what pip is to install in them, and the lists that conda-lock makes. */
export const condaEnvironment: Extractor = {
  id: 'conda-environment',
  version: 1,
  title: 'Environments of conda (environment.yml, conda-lock.yml)',
  evidence: 'declared',
  wanted: { anywhere: ['environment*.yml', 'environment*.yaml', 'conda-lock.yml'] },
  gives: [],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  prepare: loadYaml,
  extract,
};

import { SeaworthyError } from '../../../../../core/index.ts';
import { childrenNamed, loadXml, readXml } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { nugetPackage } from '../package.ts';

function extract(path: string, bytes: Uint8Array): Extraction {
  const root = readXml(bytes, path);
  if (root.name !== 'packages') throw new SeaworthyError('E_FORMAT', 'no list of packages of NuGet', { where: path });
  const problems = new Problems();
  const packages = childrenNamed(root, 'package').flatMap(({ attributes }): FoundPackage[] => {
    const [name = '', version = ''] = [attributes.get('id'), attributes.get('version')];
    const found = nugetPackage(name, version);
    if (found === undefined) problems.add(`${name.slice(0, 100) || 'a package'} has no name and version of a package`);
    const isForDevelopment = attributes.get('developmentDependency')?.toLowerCase() === 'true';
    return found === undefined ? [] : [isForDevelopment ? { ...found, development: true } : found];
  });
  return { packages, files: [], problems: problems.list() };
}

/** What projects of the .NET Framework take, transitive packages included (learn.microsoft.com, "packages.config reference"). */
export const packagesConfig: Extractor = {
  id: 'packages-config',
  version: 1,
  title: 'Lists of packages of the .NET Framework (packages.config)',
  evidence: 'declared',
  wanted: { anywhere: ['packages.config'] },
  gives: [],
  maxBytes: 8 * 1024 * 1024,
  isDatabase: false,
  prepare: loadXml,
  extract,
};

import { SeaworthyError } from '../../../../../core/index.ts';
import type { Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { isKey, rpmPackage } from '../package.ts';

/** Name, version-release, times of installing and building, vendor, epoch, size, architecture, epoch as a number, source. */
const columns = 10;

/** The package of a line; a sentence when it is none. */
function packageOf(line: string, number: number): FoundPackage | string | undefined {
  const parts = line.split('\t', columns + 1);
  const [name = '', versionRelease = '', , , vendor, epoch = '', , architecture, , sourceRpm] = parts;
  const dash = versionRelease.lastIndexOf('-');
  if (parts.length !== columns || name === '' || dash < 1) return `line ${number} is not of a package`;
  if (isKey(name)) return undefined;
  if (!/^(?:\(none\)|[0-9]{0,9})$/.test(epoch)) return `line ${number}: ${name} has an epoch that is no number`;
  return rpmPackage({
    name,
    version: versionRelease.slice(0, dash),
    release: versionRelease.slice(dash + 1),
    epoch: epoch === '(none)' || epoch === '' ? undefined : Number(epoch),
    architecture,
    vendor,
    sourceRpm,
  });
}

/**
 * The smallest images of CBL-Mariner and Azure Linux have no database, but what rpm said of their packages when they were built: a line each,
 * parted by tabs. The list beside it (`container-manifest-1`) has the same names without the rest.
 */
export const rpmManifest: Extractor = {
  id: 'rpm-manifest',
  version: 1,
  title: 'Packages of Azure Linux without rpm (distroless)',
  gives: ['architectures', 'origins', 'sources'],
  wanted: { places: ['var/lib/rpmmanifest/container-manifest-2'] },
  maxBytes: 16 * 1024 * 1024,
  isDatabase: true,
  extract(path, bytes) {
    const packages: FoundPackage[] = [];
    const problems = new Problems();
    for (const [index, line] of new TextDecoder().decode(bytes).split('\n').entries()) {
      if (line.trim() === '') continue;
      const found = packageOf(line, index + 1);
      if (typeof found === 'string') problems.add(found);
      else if (found !== undefined) packages.push(found);
    }
    const told = problems.list();
    if (packages.length === 0 && told[0] !== undefined)
      throw new SeaworthyError('E_FORMAT', 'not a list of rpm packages', { where: path, why: told[0] });
    return { packages, files: [], problems: told };
  },
};

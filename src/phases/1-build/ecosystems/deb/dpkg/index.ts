import { SeaworthyError } from '../../../../../core/index.ts';
import { type Extractor, nothing } from '../../extractor.ts';
import { copyrightOf, copyrightPlace, readCopyright, withLicences } from '../copyright.ts';
import { readList, readMd5sums } from './file-lists.ts';
import { readStatus } from './read-status.ts';

/** Where dpkg keeps its database; the second is that of images whose `/var` is not part of them. */
const folders = ['var/lib/dpkg', 'usr/lib/dpkg'];
const infoFolders = folders.map((folder) => `${folder}/info`);

/**
 * The key of a file list, from its path: `info/adduser.list`, and `info/libc6:amd64.list` for packages that several architectures may have side
 * by side (`Multi-Arch: same`).
 */
function listOf(path: string): { readonly key: string; readonly kind: 'list' | 'md5sums' } | undefined {
  const folder = infoFolders.find((one) => path.startsWith(one) && path.charCodeAt(one.length) === 0x2f);
  if (folder === undefined) return undefined;
  const name = path.slice(folder.length + 1);
  for (const kind of ['list', 'md5sums'] as const) {
    if (name.endsWith(`.${kind}`) && !name.includes('/')) return { key: name.slice(0, -kind.length - 1), kind };
  }
  return undefined;
}

/**
 * Debian, Ubuntu and kin: `status`, which dpkg rewrites as a whole, and beside it the lists of files of each package. The lists are here and not
 * with `dpkg-status-d`, because they join the packages of this database; that it is a database is said of the file that tells packages.
 */
export const dpkg: Extractor = {
  id: 'dpkg',
  version: 6,
  title: 'Packages installed by dpkg (Debian, Ubuntu)',
  wanted: {
    places: folders.flatMap((folder) => [`${folder}/status`, `${folder}/info/*.list`, `${folder}/info/*.md5sums`]),
    anywhere: [copyrightPlace],
    accepts: (path) => !path.endsWith('/copyright') || copyrightOf(path) !== undefined,
  },
  gives: ['architectures', 'dependencies', 'files', 'licences', 'origins', 'sources'],
  maxBytes: 64 * 1024 * 1024,
  isDatabase: true,
  extract(path, bytes) {
    const documented = copyrightOf(path);
    if (documented !== undefined) return { ...nothing, parts: [readCopyright(documented, bytes)] };
    const list = listOf(path);
    if (list) {
      const files = list.kind === 'list' ? readList(bytes) : readMd5sums(bytes);
      return { packages: [], files: [{ key: list.key, files }], problems: [] };
    }
    const extraction = readStatus(new TextDecoder().decode(bytes));
    if (extraction.packages.length > 0 || extraction.problems.length === 0) return extraction;
    if (!/^package:/im.test(new TextDecoder().decode(bytes.subarray(0, 65_536)))) {
      throw new SeaworthyError('E_FORMAT', 'not a dpkg database', { where: path, why: extraction.problems[0] ?? '' });
    }
    return extraction;
  },
  join: withLicences,
  packageKey: (found) => found.filesKey ?? found.name,
};

import { SeaworthyError } from '../../../../../core/index.ts';
import { readParagraphs } from '../../../../../foundations/formats/index.ts';
import { type Extraction, type Extractor, type FoundPackage, nothing } from '../../extractor.ts';
import { Problems } from '../../problems.ts';
import { copyrightOf, copyrightPlace, readCopyright, withLicences } from '../copyright.ts';
import { readMd5sums } from '../dpkg/file-lists.ts';
import { packageOf, presenceOf, stanzaFields } from '../stanza.ts';

const folders = ['var/lib/dpkg/status.d', 'usr/lib/dpkg/status.d'];

/** Other members of a package's control archive that builders leave beside the stanza (deb(5), deb-control(5)). */
const otherMember = /\.(?:preinst|postinst|prerm|postrm|config|conffiles|list|shlibs|symbols|templates|triggers)$/;

/** The name of a file right in the folder; undefined elsewhere. */
function nameIn(path: string): string | undefined {
  const folder = folders.find((one) => path.startsWith(one) && path.charCodeAt(one.length) === 0x2f);
  const name = folder === undefined ? '' : path.slice(folder.length + 1);
  return name === '' || name.includes('/') ? undefined : name;
}

/**
 * The stanzas of one file. Most have no `Status`, and that the file is there says that the package is; where builders copied one from dpkg it counts, so
 * that what was removed (`deinstall ok config-files`) is not told.
 */
function readStanzas(path: string, text: string): Extraction {
  const packages: FoundPackage[] = [];
  const problems = new Problems();
  for (const paragraph of readParagraphs(text, stanzaFields)) {
    const found = packageOf(paragraph);
    const status = paragraph.fields.get('status');
    const presence = status === undefined ? 'here' : presenceOf(status);
    if (presence === 'gone') continue;
    for (const line of paragraph.malformed) problems.add(`line ${line} is no field, or one that was given before`);
    if (typeof found === 'string') problems.add(found);
    else if (presence === 'here' || presence.state === undefined) packages.push(found);
    else problems.add(`${found.name} ${found.version} is only ${presence.state}`);
  }
  const told = problems.list();
  if (packages.length === 0 && told[0] !== undefined) {
    throw new SeaworthyError('E_FORMAT', 'not the stanza of a package', { where: path, why: told[0] });
  }
  return { packages, files: [], problems: told };
}

/**
 * Distroless images and kin: no database, but a file for each package, put there with it, and `NAME.md5sums` beside it. Each file is the
 * package's own: it came with its layer.
 */
export const dpkgStatusD: Extractor = {
  id: 'dpkg-status-d',
  version: 6,
  title: 'Debian packages without dpkg, a file each (distroless)',
  wanted: {
    places: folders.map((folder) => `${folder}/*`),
    anywhere: [copyrightPlace],
    accepts: (path) => (nameIn(path) === undefined ? copyrightOf(path) !== undefined : !otherMember.test(path)),
  },
  gives: ['architectures', 'dependencies', 'files', 'licences', 'origins', 'sources'],
  maxBytes: 16 * 1024 * 1024,
  isDatabase: false,
  extract(path, bytes) {
    const documented = copyrightOf(path);
    if (documented !== undefined) return { ...nothing, parts: [readCopyright(documented, bytes)] };
    const name = nameIn(path) ?? path;
    if (name.endsWith('.md5sums')) {
      const key = name.slice(0, -'.md5sums'.length);
      return { packages: [], files: [{ key, files: readMd5sums(bytes) }], problems: [] };
    }
    return readStanzas(path, new TextDecoder().decode(bytes));
  },
  join: withLicences,
  requirements: { scope: (path) => path.slice(0, path.lastIndexOf('/')) },
  packageKey: (_found, path) => path.slice(path.lastIndexOf('/') + 1),
};

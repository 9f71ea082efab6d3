import type { Problem } from '../../../core/index.ts';
import type { FileTree } from '../../../foundations/images/index.ts';
import type { Extractor } from './extractor.ts';

/** Package managers, and a file that each keeps for as long as it manages anything. */
const databases: readonly (readonly [manager: string, places: readonly string[]])[] = [
  [
    'rpm',
    ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'].flatMap((folder) =>
      ['rpmdb.sqlite', 'Packages.db', 'Packages'].map((name) => `${folder}/${name}`),
    ),
  ],
  // Azure Linux and Mariner leave lists in place of the database in their smallest images.
  ['rpm (manifest)', ['var/lib/rpmmanifest/container-manifest-1', 'var/lib/rpmmanifest/container-manifest-2']],
  ['pacman', ['var/lib/pacman/local/ALPM_DB_VERSION']],
  ['opkg', ['usr/lib/opkg/status', 'var/lib/opkg/status']],
  ['Nix', ['nix/var/nix/db/db.sqlite']],
  ['xbps', ['var/db/xbps/pkgdb-0.38.plist']],
  ['pkg of FreeBSD', ['var/db/pkg/local.sqlite']],
];

/**
 * Databases of package managers that nobody here reads: one problem for each manager. Without it an image full of such packages would look like one that
 * has none. A database that an extractor wants is none of them.
 */
export function unreadDatabases(tree: FileTree, extractors: readonly Extractor[]): Problem[] {
  return databases.flatMap(([manager, places]): Problem[] => {
    const found = places.find((place) => tree.resolve(place)?.kind === 'file');
    if (found === undefined || extractors.some((one) => places.some((place) => one.places.includes(place)))) return [];
    return [
      {
        code: 'E_INCOMPLETE',
        message: `a package database of ${manager}, which is not read here: its packages are not in this inventory`,
        where: `/${found}`,
        part: 'inventory',
        incomplete: true,
      },
    ];
  });
}

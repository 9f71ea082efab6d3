import type { Trace } from './trace.ts';

const database = (what: string, ...places: string[]): Trace => ({ kind: 'database', what, places });
const under = (folders: readonly string[], names: readonly string[]): string[] =>
  folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));

/** Databases of package managers of systems, and of those that install beside a system. */
export const databases: readonly Trace[] = [
  { ...database('apk', 'usr/lib/apk/db/installed', 'lib/apk/db/installed'), types: ['apk'] },
  {
    ...database('dpkg', ...under(['var/lib/dpkg', 'usr/lib/dpkg'], ['status', 'status.d/'])),
    types: ['deb'],
  },
  database(
    'rpm',
    ...under(
      ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm', 'usr/lib/rpm-db'],
      ['rpmdb.sqlite', 'Packages.db', 'Packages'],
    ),
  ),
  // Azure Linux and Mariner leave lists in place of the database in their smallest images.
  database('rpm (manifest)', ...under(['var/lib/rpmmanifest'], ['container-manifest-1', 'container-manifest-2'])),
  database('Chisel (Ubuntu)', 'var/lib/chisel/manifest.wall'),
  database('Portage (Gentoo)', 'var/db/pkg/*/*/PF', 'var/db/pkg/*/*/CONTENTS', 'var/db/pkg/*/*/SLOT'),
  database('Paludis', 'var/db/paludis/'),
  database('pacman', 'var/lib/pacman/local/ALPM_DB_VERSION', 'var/lib/pacman/local/*/desc'),
  database(
    'opkg',
    ...under(
      ['usr/lib/opkg', 'var/lib/opkg', 'usr/lib/ipkg', 'opkg', 'ipkg'],
      ['status', 'info/*.control', 'info/*.list'],
    ),
  ),
  database('xbps (Void Linux)', 'var/db/xbps/pkgdb-*.plist', 'var/db/xbps/.*-files.plist'),
  database('Slackware', 'var/log/packages/', 'var/lib/pkgtools/packages/', 'var/log/pkgtools/packages/'),
  database(
    'Bottlerocket',
    'usr/share/bottlerocket/application-inventory.json',
    'share/bottlerocket/application-inventory.json',
  ),
  database('Container-Optimized OS', 'etc/cos-package-info.json'),
  database('Guix', 'gnu/store/'),
  database('Nix', 'nix/var/nix/db/db.sqlite', 'nix/store/'),
  database('swupd (Clear Linux)', 'usr/share/clear/bundles/'),
  database('eopkg (Solus)', 'var/lib/eopkg/package/'),
  database('CRUX', 'var/lib/pkg/db'),
  database('KISS', 'var/db/kiss/installed/'),
  database('SliTaz', 'var/lib/tazpkg/installed/'),
  database('Tiny Core', 'usr/local/tce.installed/'),
  database('pkg (FreeBSD)', 'var/db/pkg/local.sqlite'),
  database('pkg_add (BSD)', 'var/db/pkg/*/+CONTENTS', 'pkgdb/*/+CONTENTS'),
  database('Cygwin', 'etc/setup/installed.db'),
  database('Windows', 'Windows/System32/config/SOFTWARE', 'Windows/servicing/Packages/*.mum'),
  database('Chocolatey', 'chocolatey/lib/*/*.nuspec'),
  database('Android', 'data/system/packages.xml', 'system/build.prop'),
  database('conda', 'conda-meta/*.json', 'conda-meta/history'),
  database('Homebrew', 'Cellar/*/*/INSTALL_RECEIPT.json', 'Cellar/*/*/.brew/*.rb'),
  database('Spack', '.spack-db/index.json', '.spack/spec.json'),
  database('Flatpak', 'var/lib/flatpak/app/', 'var/lib/flatpak/runtime/', '.local/share/flatpak/app/'),
  database('snap', 'var/lib/snapd/state.json', 'meta/snap.yaml', 'var/lib/snapd/snaps/*.snap'),
  database('OSTree', 'ostree/repo/config'),
  database('vcpkg', 'installed/vcpkg/status'),
  { kind: 'software', what: 'components of Bitnami', places: ['.spdx-*.spdx'], covers: true },
  // Wolfi's packages carry a bill each, which says what the database of apk says.
  { ...database('Wolfi (SPDX)', 'var/lib/db/sbom/*.json', 'usr/lib/db/sbom/*.json'), types: ['apk'], reach: 'image' },
];

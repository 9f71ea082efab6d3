import { database, lockFiles, software, type Trace } from '../../ecosystems/index.ts';

/**
 * Traces of software that no package type speaks of, or several at once. What has a purl type has its traces in its folder of `ecosystems`; so does one
 * of these as soon as somebody reads it.
 */
export const others: readonly Trace[] = [
  database('xbps (Void Linux)', 'var/db/xbps/pkgdb-*.plist', 'var/db/xbps/.*-files.plist'),
  database('Slackware', 'var/log/packages/', 'var/lib/pkgtools/packages/', 'var/log/pkgtools/packages/'),
  database('swupd (Clear Linux)', 'usr/share/clear/bundles/'),
  database('CRUX', 'var/lib/pkg/db'),
  database('KISS', 'var/db/kiss/installed/'),
  database('SliTaz', 'var/lib/tazpkg/installed/'),
  database('Tiny Core', 'usr/local/tce.installed/'),
  database('pkg (FreeBSD)', 'var/db/pkg/local.sqlite'),
  database('pkg_add (BSD)', 'var/db/pkg/*/+CONTENTS', 'pkgdb/*/+CONTENTS'),
  database('Cygwin', 'etc/setup/installed.db'),
  database('Windows', 'Windows/System32/config/SOFTWARE', 'Windows/servicing/Packages/*.mum'),
  database('Android', 'data/system/packages.xml', 'system/build.prop'),
  database('Spack', '.spack-db/index.json', '.spack/spec.json'),
  database('Flatpak', 'var/lib/flatpak/app/', 'var/lib/flatpak/runtime/', '.local/share/flatpak/app/'),
  database('snap', 'var/lib/snapd/state.json', 'meta/snap.yaml', 'var/lib/snapd/snaps/*.snap'),
  database('OSTree', 'ostree/repo/config'),
  software('Android apps', 'classes.dex'),
  software('Deno modules', 'deno/deps/', 'deno-dir/deps/', '.deno/deps/'),
  software('Racket packages', 'racket/*/pkgs/'),
  software(
    'packages left whole',
    ...['rpm', 'ipk', 'pkg.tar.zst', 'pkg.tar.xz', 'xbps', 'snap', 'flatpak', 'conda'].map((end) => `*.${end}`),
  ),
  lockFiles('lock files of Unity', 'unity', 'image', 'Packages/packages-lock.json'),
  {
    kind: 'declared',
    what: 'bills of materials',
    places: ['*.spdx.json', '*.spdx', '*.cdx.json', '*.cdx.xml', 'bom.json', 'bom.xml', 'sbom.json', '*.syft.json'],
  },
];

import type { GreenInput, GreenKind } from '../green.ts';
import { ends, isJudged } from '../oracles.ts';
import { alpine, debian, dpkgStanza, osRelease } from '../roots.ts';
import { inEveryShape } from '../shapes.ts';
import type { Files } from '../world.ts';

const status = dpkgStanza('openssl', '3.0.11-1');
const opkg = 'Package: busybox\nVersion: 1.36.1-1\nStatus: install user installed\nArchitecture: x86_64\n\n';
const spdx = (name: string): string =>
  JSON.stringify({ spdxVersion: 'SPDX-2.3', name, packages: [{ name, SPDXID: 'SPDXRef-1', versionInfo: '1.2.3' }] });
const sqlite = `SQLite format 3\0${'\0'.repeat(100)}`;

/** The database of each package manager, in its place, with something in it. */
const managers: readonly (readonly [name: string, files: Files])[] = [
  ['rpm, SQLite', { 'var/lib/rpm/rpmdb.sqlite': sqlite }],
  ['rpm, ndb', { 'usr/lib/sysimage/rpm/Packages.db': 'RpmP' }],
  ['rpm, Berkeley DB', { 'var/lib/rpm/Packages': '\0'.repeat(512) }],
  ['rpm of an ostree', { 'usr/share/rpm/rpmdb.sqlite': sqlite }],
  ['rpm manifest', { 'var/lib/rpmmanifest/container-manifest-2': 'openssl\t3.3.0-1.azl3\t1\t2\tVendor\n' }],
  [
    'pacman',
    {
      'var/lib/pacman/local/ALPM_DB_VERSION': '9\n',
      'var/lib/pacman/local/openssl-3.3.0-1/desc': '%NAME%\nopenssl\n\n%VERSION%\n3.3.0-1\n',
    },
  ],
  [
    'pacman without its version file',
    { 'var/lib/pacman/local/openssl-3.3.0-1/desc': '%NAME%\nopenssl\n\n%VERSION%\n3.3.0-1\n' },
  ],
  [
    'Portage',
    {
      'var/db/pkg/dev-libs/openssl-3.3.0/PF': 'openssl-3.3.0\n',
      'var/db/pkg/dev-libs/openssl-3.3.0/CONTENTS': 'obj /usr/bin/openssl 0 0\n',
    },
  ],
  ['opkg in usr/lib', { 'usr/lib/opkg/status': opkg }],
  ['opkg in var/lib', { 'var/lib/opkg/status': opkg }],
  ['opkg in opt', { 'opt/lib/opkg/status': opkg }],
  ['opkg, info only', { 'usr/lib/opkg/info/busybox.control': opkg }],
  ['ipkg', { 'usr/lib/ipkg/status': opkg }],
  ['Slackware', { 'var/lib/pkgtools/packages/openssl-3.3.0-x86_64-1': 'PACKAGE NAME: openssl-3.3.0-x86_64-1\n' }],
  ['Slackware, old place', { 'var/log/packages/openssl-3.3.0-x86_64-1': 'PACKAGE NAME: openssl-3.3.0-x86_64-1\n' }],
  ['xbps', { 'var/db/xbps/pkgdb-0.38.plist': '<plist><dict><key>openssl</key></dict></plist>' }],
  ['Nix', { 'nix/var/nix/db/db.sqlite': sqlite }],
  ['Nix store only', { 'nix/store/0c0pb2akmd5a0a7gkivhd7vl4fz6d6aa-openssl-3.3.0/bin/openssl': '\x7fELF' }],
  [
    'Guix',
    {
      'gnu/store/0c0pb2akmd5a0a7gkivhd7vl4fz6d6aa-openssl-3.3.0/bin/openssl': '\x7fELF',
      'var/guix/db/db.sqlite': sqlite,
    },
  ],
  ['pkg of FreeBSD', { 'var/db/pkg/local.sqlite': sqlite }],
  ['pkgsrc', { 'usr/pkg/pkgdb/openssl-3.3.0/+CONTENTS': '@name openssl-3.3.0\n' }],
  ['chisel', { 'var/lib/chisel/manifest.wall': '(\xb5\x2f\xfd', 'usr/lib/libssl.so.3': '\x7fELF' }],
  ['conda', { 'opt/conda/conda-meta/openssl-3.3.0-h1.json': '{"name":"openssl","version":"3.3.0"}' }],
  [
    'conda, environment',
    { 'opt/conda/envs/app/conda-meta/openssl-3.3.0-h1.json': '{"name":"openssl","version":"3.3.0"}' },
  ],
  ['micromamba', { 'root/micromamba/envs/x/conda-meta/openssl-3.3.0-h1.json': '{"name":"openssl","version":"3.3.0"}' }],
  [
    'Homebrew',
    {
      'home/linuxbrew/.linuxbrew/Cellar/openssl@3/3.3.0/INSTALL_RECEIPT.json':
        '{"source":{"versions":{"stable":"3.3.0"}}}',
    },
  ],
  ['Bitnami', { 'opt/bitnami/redis/.spdx-redis.spdx': spdx('redis') }],
  ['SBOM folder of Wolfi', { 'var/lib/db/sbom/openssl-3.3.0-r0.spdx.json': spdx('openssl') }],
  [
    'Bottlerocket',
    { 'usr/share/bottlerocket/application-inventory.json': '{"Content":[{"Name":"openssl","Version":"3.3.0"}]}' },
  ],
  ['COS of Google', { 'etc/cos-package-info.json': '{"installedPackages":[{"name":"openssl","version":"3.3.0"}]}' }],
  ['swupd of Clear Linux', { 'usr/share/clear/bundles/openssl': '', 'usr/share/clear/version': '41000\n' }],
  [
    'eopkg of Solus',
    { 'var/lib/eopkg/package/openssl-3.3.0-1/metadata.xml': '<PISI><Package><Name>openssl</Name></Package></PISI>' },
  ],
  ['CRUX', { 'var/lib/pkg/db': 'openssl\n3.3.0-1\nusr/bin/openssl\n\n' }],
  ['kiss', { 'var/db/kiss/installed/openssl/version': '3.3.0 1\n' }],
  [
    'Spack',
    {
      'opt/spack/.spack-db/index.json':
        '{"database":{"installs":{"abc":{"spec":{"name":"openssl","version":"3.3.0"}}}}}',
    },
  ],
  [
    'Flatpak',
    { 'var/lib/flatpak/app/org.example.App/current/active/metadata': '[Application]\nname=org.example.App\n' },
  ],
  ['snapd', { 'var/lib/snapd/state.json': '{"data":{"snaps":{"core":{}}}}' }],
];

/** Databases that are read, but lie under another root: nothing there belongs to the system that was looked at. */
const elsewhere: readonly (readonly [name: string, files: Files])[] = [
  ['dpkg below srv/chroot', { 'srv/chroot/var/lib/dpkg/status': status }],
  ['dpkg below opt/rootfs', { 'opt/rootfs/var/lib/dpkg/status': status }],
  [
    'dpkg of apt-get --root',
    { 'target/var/lib/dpkg/status': status, 'target/etc/os-release': 'ID=debian\nVERSION_ID="12"\n' },
  ],
  ['status.d below another root', { 'rootfs/var/lib/dpkg/status.d/openssl': status }],
  [
    'apk below opt/rootfs',
    { 'opt/rootfs/lib/apk/db/installed': alpine(['openssl', '3.3.0-r0'])['lib/apk/db/installed'] ?? '' },
  ],
  [
    'apk of a VM in a container',
    { 'usr/share/vm/root/lib/apk/db/installed': alpine(['a', '1-r0'])['lib/apk/db/installed'] ?? '' },
  ],
  ['rpm below mnt/sysroot', { 'mnt/sysroot/var/lib/rpm/rpmdb.sqlite': sqlite }],
  ['pacman below another root', { 'mnt/arch/var/lib/pacman/local/ALPM_DB_VERSION': '9\n' }],
];

const only = (name: string, files: Files, expect = ends(5)): readonly GreenInput[] => inEveryShape(name, files, expect);

export const databases: GreenKind = {
  id: 'databases',
  title: 'databases of package managers that nobody reads, or that lie under another root',
  inputs: [
    ...managers.flatMap(([name, files]) => only(name, files)),
    ...elsewhere.flatMap(([name, files]) => only(name, files)),
    // One database that is read does not vouch for the other beside it.
    ...managers
      .slice(0, 8)
      .flatMap(([name, files]) => only(`${name} beside dpkg`, { ...debian(['sound', '1.0-1']), ...files }).slice(1, 2)),
    ...elsewhere
      .slice(2, 6)
      .flatMap(([name, files]) =>
        only(`${name}, beside apk`, { ...alpine(['sound', '1.0-r0']), ...files }).slice(1, 2),
      ),
    ...[
      ['Debian', debian(['sound', '1.0-1'])] as const,
      ['Alpine', alpine(['sound', '1.0-r0'])] as const,
      ['Alpine with a flaw', alpine(['flawed', '1.0-r0'])] as const,
      [
        'Debian with a folder of data',
        {
          ...debian(['sound', '1.0-1']),
          'srv/data/notes.txt': 'text',
          ...osRelease('debian', '12', 'VERSION_CODENAME=bookworm\n'),
        },
      ] as const,
    ].flatMap(([name, files]) =>
      inEveryShape(name, files, isJudged).map((input) => ({ ...input, control: true as const })),
    ),
  ],
};

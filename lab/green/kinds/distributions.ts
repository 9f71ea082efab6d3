import type { GreenInput, GreenKind } from '../green.ts';
import { ends } from '../oracles.ts';
import { alpine, debian, osRelease } from '../roots.ts';
import { inEveryShape, shapes } from '../shapes.ts';
import type { Files } from '../world.ts';

/** Distributions as os-release(5) names them, with a release that is looked after in 2026 where there is one. */
const distributions: readonly (readonly [id: string, version?: string])[] = [
  ['debian', '12'],
  ['ubuntu', '24.04'],
  ['alpine', '3.20.3'],
  ['wolfi', '20230201'],
  ['chainguard', '20230214'],
  ['rhel', '9.5'],
  ['centos', '9'],
  ['fedora', '43'],
  ['rocky', '9.5'],
  ['almalinux', '9.5'],
  ['amzn', '2023'],
  ['ol', '9.5'],
  ['sles', '15.6'],
  ['opensuse-leap', '15.6'],
  ['opensuse-tumbleweed', '20260101'],
  ['photon', '5.0'],
  ['azurelinux', '3.0'],
  ['arch'],
  ['gentoo', '2.17'],
  ['void'],
  ['nixos', '25.11'],
  ['guix'],
  ['slackware', '15.0'],
  ['clear-linux-os', '41000'],
  ['bottlerocket', '1.50.0'],
  ['cos', '117'],
  ['flatcar', '4000.0.0'],
  ['openwrt', '24.10'],
  ['kali', '2025.4'],
  ['an-unheard-of-one', '1'],
];

const shell: Files = { 'bin/sh': '\x7fELF\x02\x01\x01', 'etc/passwd': 'root:x:0:0::/root:/bin/sh\n' };
const [layout] = shapes.slice(1);
const asLayout = layout === undefined ? [] : [layout];
const one = (name: string, files: Files): readonly GreenInput[] => inEveryShape(name, files, ends(5), asLayout);

const dpkgPlace = 'var/lib/dpkg/status';
const apkPlace = 'lib/apk/db/installed';

/** What can have become of the database of a distribution whose manager is read. */
const spoilt: readonly (readonly [name: string, files: Files])[] = [
  ['Debian, database emptied', { ...debian(), ...shell, [dpkgPlace]: '' }],
  ['Debian, database of blanks', { ...debian(), ...shell, [dpkgPlace]: '\n\n \n' }],
  [
    'Debian, folder without status',
    { ...osRelease('debian', '12'), ...shell, 'var/lib/dpkg/info/openssl.list': '/.\n' },
  ],
  [
    'Debian, status-old only',
    {
      ...osRelease('debian', '12'),
      ...shell,
      'var/lib/dpkg/status-old': String(debian(['openssl', '3-1'])[dpkgPlace]),
    },
  ],
  [
    'Debian, available only',
    { ...osRelease('debian', '12'), ...shell, 'var/lib/dpkg/available': String(debian(['openssl', '3-1'])[dpkgPlace]) },
  ],
  ['Debian, database is no text', { ...osRelease('debian', '12'), ...shell, [dpkgPlace]: Buffer.alloc(4_096, 0xfe) }],
  [
    'Debian, database is a web page',
    { ...osRelease('debian', '12'), ...shell, [dpkgPlace]: '<!doctype html><title>404</title>' },
  ],
  [
    'Debian, everything deinstalled',
    {
      ...osRelease('debian', '12'),
      ...shell,
      [dpkgPlace]: 'Package: a\nStatus: deinstall ok config-files\nVersion: 1\n\n',
    },
  ],
  ['Ubuntu, database emptied', { ...osRelease('ubuntu', '24.04'), ...shell, [dpkgPlace]: '' }],
  [
    'Debian with the database of Alpine',
    { ...alpine(['openssl', '3.3.0-r0']), ...osRelease('debian', '12'), ...shell },
  ],
  [
    'Debian with the database of rpm',
    { ...osRelease('debian', '12'), ...shell, 'var/lib/rpm/rpmdb.sqlite': 'SQLite format 3\0' },
  ],
  ['Alpine, database emptied', { ...alpine(), ...shell, [apkPlace]: '' }],
  ['Alpine, database of blanks', { ...osRelease('alpine', '3.20.3'), ...shell, [apkPlace]: '\n\n' }],
  [
    'Alpine, database is no text',
    { ...osRelease('alpine', '3.20.3'), ...shell, [apkPlace]: Buffer.alloc(4_096, 0xfe) },
  ],
  ['Alpine, scripts only', { ...osRelease('alpine', '3.20.3'), ...shell, 'lib/apk/db/scripts.tar': '' }],
  ['Alpine with the database of Debian', { ...debian(['openssl', '3-1']), ...osRelease('alpine', '3.20.3'), ...shell }],
  ['Wolfi, database emptied', { ...osRelease('wolfi', '20230201'), ...shell, [apkPlace]: '' }],
];

export const distributionsKind: GreenKind = {
  id: 'distributions',
  title: 'a distribution is named, and its database is absent, emptied or of another kind',
  inputs: [
    ...distributions.flatMap(([id, version]) => one(`${id}, no database`, { ...osRelease(id, version), ...shell })),
    ...distributions.slice(0, 6).flatMap(([id, version]) =>
      one(`${id}, os-release in usr/lib only`, {
        'usr/lib/os-release': String(osRelease(id, version)['etc/os-release']),
        ...shell,
      }),
    ),
    ...one('alpine-release only', { 'etc/alpine-release': '3.20.3\n', ...shell }),
    ...one('debian_version only', { 'etc/debian_version': '12.5\n', ...shell }),
    ...one('redhat-release only', { 'etc/redhat-release': 'Red Hat Enterprise Linux release 9.5 (Plow)\n', ...shell }),
    ...spoilt.flatMap(([name, files]) => one(name, files)),
  ],
};

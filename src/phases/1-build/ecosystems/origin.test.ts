import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Distribution, Package, PackageOrigin } from '../../../core/index.ts';
import { originOf } from './index.ts';

const debian: Distribution = { id: 'debian', version: '12', codename: 'bookworm', like: [], path: 'etc/os-release' };
const ubuntu: Distribution = { id: 'ubuntu', version: '22.04', like: ['debian'], path: 'etc/os-release' };
const raspbian: Distribution = { id: 'raspbian', version: '12', like: ['debian'], path: 'etc/os-release' };
const alpine: Distribution = { id: 'alpine', version: '3.20.3', like: [], path: 'etc/os-release' };

function packageOf(type: string, name: string, version: string, origin?: PackageOrigin, files: string[] = []): Package {
  const purl = `pkg:${type}/${name}@${version}`;
  const path = 'database';
  const order = { id: purl, versionOrder: type, licences: [], path, paths: [path], foundBy: type };
  return { ...order, name, version, purl, type, files, ...(origin ? { origin } : {}) };
}

const copyright = (name: string): string[] => [`usr/bin/${name}`, `usr/share/doc/${name}/copyright`];
const by = (maintainer: string, more: PackageOrigin = {}): PackageOrigin => ({ maintainer, ...more });
const commit = 'a'.repeat(40);
const own = by('Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>');
const personal = by("Theodore Y. Ts'o <tytso@mit.edu>");

type Case = readonly [title: string, found: Package, distribution?: Distribution];

const distributions: readonly Case[] = [
  ['Debian’s own team', packageOf('deb', 'libssl3', '3.0.11-1', own)],
  [
    'a team of one package',
    packageOf('deb', 'postgresql-15', '15.3-0', by('Team <team+postgresql@tracker.debian.org>')),
  ],
  ['an inventory of before, without a word about makers', packageOf('deb', 'x', '1.0')],
  ['a stable update by a person', packageOf('deb', 'git', '1:2.39.5-0+deb12u3', by('J <jr@gmail.com>'))],
  ['a stable update rebuilt', packageOf('deb', 'git', '1:2.39.5-0+deb12u3+b1', by('J <jr@gmail.com>'))],
  ['a backport by a person', packageOf('deb', 'x', '2.0-1~bpo12+1', by('J <jr@gmail.com>'))],
  ['a local rebuild of Debian’s sources', packageOf('deb', 'x', '2.0-1+acme1', own)],
  ['a local rebuild that names the release', packageOf('deb', 'x', '2.0-1~bookworm1', own)],
  [
    'Ubuntu',
    packageOf('deb', 'x', '2.0-1ubuntu0.22.04.1', by('Ubuntu <ubuntu-devel-discuss@lists.ubuntu.com>')),
    ubuntu,
  ],
  ['Canonical', packageOf('deb', 'x', '1.0', by('A <a@canonical.com>')), ubuntu],
  ['Raspbian', packageOf('deb', 'x', '2.0-1+rpi1', own), raspbian],
  ['Raspberry Pi', packageOf('deb', 'x', '1.0+rpt1', by('S <serge@raspberrypi.com>')), raspbian],
  ['a package that names Debian as its origin', packageOf('deb', 'x', '1.0', { vendor: 'Debian' })],
  ['Alpine’s own maintainer', packageOf('apk', 'musl', '1.2.5-r0', by('N <ncopa@alpinelinux.org>', { commit }))],
  ['an apk without a word about makers', packageOf('apk', 'musl', '1.2.5-r0')],
  ['Wolfi, which names nobody', packageOf('apk', 'x', '1.0-r0', by('acme')), { ...alpine, id: 'wolfi' }],
  ['rpm of Red Hat', packageOf('rpm', 'bash', '5.1-1.el9', { vendor: 'Red Hat, Inc.' })],
  [
    'rpm of SUSE in openSUSE',
    packageOf('rpm', 'bash', '5', { vendor: 'SUSE LLC' }),
    { ...debian, id: 'opensuse-leap' },
  ],
  ['rpm of a distribution that nobody knows', packageOf('rpm', 'a', '1', { vendor: 'CentOS' }), { ...debian, id: 'x' }],
  ['rpm without a vendor', packageOf('rpm', 'bash', '5.1-1.el9')],
  ['what is no package of a distribution', packageOf('npm', 'x', '1.0.0')],
];

for (const [title, found, distribution] of distributions) {
  test(`the distribution’s: ${title}`, () => {
    assert.deepEqual(originOf(found, distribution ?? (found.type === 'apk' ? alpine : debian)), {
      from: 'distribution',
    });
  });
}

const foreign: readonly (readonly [title: string, found: Package, distribution: Distribution, why: RegExp])[] = [
  [
    'docker-ce',
    packageOf('deb', 'docker-ce', '5:24.0.7-1~debian.12~bookworm', by('Docker <support@docker.com>')),
    debian,
    /maintainer is Docker/,
  ],
  [
    'NodeSource',
    packageOf('deb', 'nodejs', '20.20.2-1nodesource1', by('NodeSource <support@nodesource.com>')),
    debian,
    /mark of NodeSource/,
  ],
  [
    'NodeSource without a maintainer',
    packageOf('deb', 'nodejs', '20.20.2-1nodesource1+repack1'),
    debian,
    /mark of NodeSource/,
  ],
  [
    'PGDG, which keeps Debian’s maintainers',
    packageOf('deb', 'postgresql-15', '15.5-1.pgdg120+1', by('Team <team+postgresql@tracker.debian.org>')),
    debian,
    /PostgreSQL/,
  ],
  [
    'sury.org, which keeps Debian’s maintainers',
    packageOf('deb', 'php8.2', '8.2.10-2+0~20230904.80+debian12~1.gbp3a', own),
    debian,
    /sury/,
  ],
  ['a PPA', packageOf('deb', 'x', '1.0-1ppa1~jammy', by('Launchpad PPA for x')), ubuntu, /personal package archive/],
  [
    'nginx.org',
    packageOf('deb', 'nginx', '1.25.3-1~bookworm', by('NGINX Packaging <nginx-packaging@f5.com>')),
    debian,
    /NGINX/,
  ],
  ['a release in the version and no maintainer', packageOf('deb', 'x', '1.0-1~bookworm'), debian, /names a release/],
  [
    'Google, which gives no address',
    packageOf(
      'deb',
      'google-cloud-cli',
      '528.0.0-0',
      by('Google Cloud CLI Authors <https://code.google.com/p/x/>'),
      copyright('google-cloud-cli'),
    ),
    debian,
    /Google/,
  ],
  [
    'a package of Ubuntu on Debian',
    packageOf('deb', 'x', '1.0-1ubuntu2', by('U <u@lists.ubuntu.com>')),
    debian,
    /Ubuntu/,
  ],
  [
    'fpm, which writes a vendor',
    packageOf('deb', 'acme', '1.0.0', by('<root@builder>', { vendor: 'none' })),
    debian,
    /names none as its maker/,
  ],
  ['a vendor beside Debian’s maintainer', packageOf('deb', 'x', '1.0-1', { ...own, vendor: 'Acme' }), debian, /Acme/],
  [
    'a firm’s mark in the version',
    packageOf('deb', 'openssl', '3.0.11-1acme2', by('Acme <ops@acme.example>')),
    debian,
    /\(acme\)/,
  ],
  [
    'a firm’s package without a copyright file',
    packageOf('deb', 'acme', '1.0-1', by('Acme <ops@acme.example>'), ['opt/acme/app']),
    debian,
    /no copyright file/,
  ],
  [
    'bugs that go to a firm',
    packageOf('deb', 'acme', '1.0-1', by('Acme <ops@acme.example>', { bugs: 'https://acme.example/bugs' })),
    debian,
    /bugs go to/,
  ],
  [
    'an apk of nginx.org',
    packageOf('apk', 'nginx', '1.25.3-r1', by('NGINX Packaging <nginx-packaging@nginx.com>')),
    alpine,
    /NGINX/,
  ],
  [
    'an apk that no tool of Alpine built',
    packageOf('apk', 'acme', '1.0.0', by('Acme <ops@acme.example>')),
    alpine,
    /no release/,
  ],
  [
    'an rpm of Docker',
    packageOf('rpm', 'docker-ce', '24-1.el9', { vendor: 'Docker' }),
    { ...debian, id: 'rhel' },
    /vendor is Docker/,
  ],
  [
    'an rpm of EPEL',
    packageOf('rpm', 'nginx', '1-1.el9', { vendor: 'Fedora Project' }),
    { ...debian, id: 'rhel' },
    /vendor is Fedora Project, who builds for another distribution/,
  ],
  [
    'an rpm of openSUSE on SUSE’s enterprise server',
    packageOf('rpm', 'a', '1', { vendor: 'openSUSE' }),
    { ...debian, id: 'sles' },
    /vendor is openSUSE/,
  ],
];

for (const [title, found, distribution, why] of foreign) {
  test(`from elsewhere: ${title}`, () => {
    const origin = originOf(found, distribution);
    assert.equal(origin.from, 'elsewhere');
    assert.match('why' in origin ? origin.why : '', why);
  });
}

const doubtful: readonly (readonly [title: string, found: Package, leans: boolean])[] = [
  [
    'a Debian developer’s own address',
    packageOf('deb', 'e2fsprogs', '1.47.0-2', personal, copyright('e2fsprogs')),
    false,
  ],
  [
    'documentation that is a link to another package’s',
    packageOf('deb', 'libss2', '1.47.0-2+b1', personal, ['usr/share/doc/libss2']),
    false,
  ],
  ['words that Debian writes into versions', packageOf('deb', 'x', '1.0~rc1+dfsg-1.1+nmu2', personal), false],
  ['the digest of a commit', packageOf('deb', 'x', '1.0-1+git20210101.abcdef1', personal), false],
  ['a stranger’s software without a revision', packageOf('deb', 'acme', '1.0.0', by('Acme <ops@acme.example>')), true],
  ['Debian’s own software, by a person', packageOf('deb', 'netbase', '6.4', personal, copyright('netbase')), false],
  ['Alpine’s maintainer of a firm', packageOf('apk', 'x', '1.0-r0', by('A <a@docker.com>', { commit })), false],
  [
    'an apk of a stranger, built outside of Alpine’s tree',
    packageOf('apk', 'x', '1.0-r0', by('A <a@acme.example>')),
    true,
  ],
];

for (const [title, found, leans] of doubtful) {
  test(`whose it is cannot be said: ${title}`, () => {
    const origin = originOf(found, found.type === 'apk' ? alpine : debian);
    assert.deepEqual([origin.from, 'leans' in origin && origin.leans], ['unsure', leans]);
  });
}

test('texts of any length and form are read in no time', () => {
  const long = `${'a-'.repeat(50_000)}@${'.'.repeat(50_000)}`;
  for (const type of ['deb', 'apk', 'rpm']) originOf(packageOf(type, long, long, by(long, { vendor: long })), debian);
});

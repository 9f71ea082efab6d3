import { goBuildInfo, int32, makeElf, makeZip, type RpmValue, rpmHeader, sqliteFile } from '../fixtures/index.ts';
import { alpine, apk, debian, dpkg, npm, osRelease, secdb, tracker } from '../traps/publishers.ts';
import type { Scene } from '../traps/scene.ts';

/** The images whose packages `labels.ts` speaks of, and what publishers say of them. */

const team = 'Maintainer: Team <team@lists.debian.org>\n';
const fixedAt = (version: string) => ({ status: 'resolved', fixed_version: version, urgency: 'medium' });

/** A record of OSV about one package, known by a CVE that is its alias. */
function record(cve: number, ecosystem: string, name: string, affected: object, more: object = {}) {
  const id = `GHSA-${cve}`;
  const content = {
    schema_version: '1.7.0',
    id,
    aliases: [`CVE-2030-${cve}`],
    modified: '2026-01-01T00:00:00Z',
    ...more,
  };
  return {
    ecosystem,
    file: {
      name: `${id}.json`,
      content: JSON.stringify({ ...content, affected: [{ package: { ecosystem, name }, ...affected }] }),
    },
  };
}

const events = (...all: readonly object[]) => ({ ranges: [{ type: 'ECOSYSTEM', events: all }] });
const before = (fixed: string) => events({ introduced: '0' }, { fixed });

const records = [
  record(4001, 'npm', '@scope/lib', before('1.0.1')),
  record(
    4002,
    'npm',
    '@scope/lib',
    events({ introduced: '0' }, { fixed: '0.9.0' }, { introduced: '1.1.0' }, { fixed: '1.2.0' }),
  ),
  record(4003, 'PyPI', 'six', before('2.0')),
  record(4004, 'PyPI', 'django', before('5.0')),
  record(4005, 'PyPI', 'django', before('5.0rc1')),
  record(4006, 'Maven', 'g.a:core', events({ introduced: '0' }, { last_affected: '1.0' })),
  record(4007, 'Maven', 'g.b:core', before('9.0')),
  record(4008, 'Maven', 'g.a:core', before('9.0'), { withdrawn: '2026-01-01T00:00:00Z' }),
  record(4009, 'Go', 'example.org/lib', before('1.2.3')),
  record(4010, 'Go', 'example.org/lib', before('1.2.4')),
  record(4011, 'RubyGems', 'rack', { versions: ['2.2.3', '2.2.4'] }),
  record(
    4012,
    'RubyGems',
    'rack',
    events(
      { introduced: '0' },
      { fixed: '2.1.4' },
      { introduced: '2.2.0' },
      { fixed: '2.2.3' },
      { introduced: '3.0' },
      { fixed: '3.1' },
    ),
  ),
];

const program = makeElf({
  wordSize: 8,
  littleEndian: true,
  sections: [
    {
      name: '.go.buildinfo',
      bytes: goBuildInfo(
        'devel go1.99-0000000000',
        'path\texample.org/app\nmod\texample.org/app\t(devel)\t\ndep\texample.org/lib\tv1.2.4-0.20260101000000-abcdefabcdef\th1:x=\n',
      ),
    },
  ],
});

const debianImage: Scene = {
  layers: [
    {
      ...debian(
        dpkg('libssl3', '3.0.11-1+b1', `Source: openssl (3.0.11-1)\n${team}`),
        dpkg('zlib1g', '1:1.2.13-1', `Source: zlib\n${team}`),
        dpkg('tar', '1.34-1~rc1+deb12u2', team),
        dpkg('nginx', '1.20-1~bookworm', 'Maintainer: NGINX Packaging <nginx-packaging@f5.com>\n'),
        dpkg('removed', '1-1', team).replace('install ok installed', 'deinstall ok config-files'),
        dpkg('libc6', '2.36-9', `Source: glibc\n${team}`),
        dpkg('libc6-doc', '2.36-9', `Source: glibc\n${team}`),
        dpkg('python3-six', '1.16-1', `Source: six\n${team}`),
      ),
      'var/lib/dpkg/info/libc6.list': '/.\n/usr\n/usr/lib\n/usr/lib/libc.so.6\n',
      'usr/lib/libc.so.6': makeElf({ wordSize: 8, littleEndian: true, sections: [] }),
      'var/lib/dpkg/info/libc6-doc.list':
        '/.\n/usr\n/usr/share\n/usr/share/doc\n/usr/share/doc/libc6-doc\n/usr/share/doc/libc6-doc/copyright\n',
      'usr/share/doc/libc6-doc/copyright': 'A text.\n',
      'var/lib/dpkg/info/python3-six.list': '/.\n/usr/lib/python3/dist-packages/six-1.16.egg-info\n',
      'usr/lib/python3/dist-packages/six-1.16.egg-info': 'Metadata-Version: 2.1\nName: six\nVersion: 1.16\n',
    },
    {
      ...npm('@scope/lib', '1.0.0'),
      'srv/Django-5.0rc1.post1.dist-info/METADATA': 'Metadata-Version: 2.1\nName: Django\nVersion: 5.0rc1.post1\n',
      'srv/core.jar': makeZip([
        { name: 'META-INF/maven/g.a/core/pom.properties', content: 'groupId=g.a\nartifactId=core\nversion=1.0\n' },
      ]),
      'srv/gems/specifications/rack-2.2.4.gemspec':
        '# stub: rack 2.2.4 ruby lib\n\nGem::Specification.new do |s|\n  s.name = "rack".freeze\n  s.version = "2.2.4"\nend\n',
      'usr/local/bin/app': program,
    },
  ],
  feeds: {
    ...tracker(
      ['openssl', 'CVE-2030-1001', fixedAt('3.0.11-2')],
      ['openssl', 'CVE-2030-1002', fixedAt('3.0.11-1')],
      ['openssl', 'CVE-2030-1003', fixedAt('0')],
      ['zlib', 'CVE-2030-1004', fixedAt('2:1.0-1')],
      ['zlib', 'CVE-2030-1005', { status: 'open', urgency: 'not yet assigned' }],
      ['tar', 'CVE-2030-1006', fixedAt('1.34-1~rc1+deb12u1')],
      ['tar', 'CVE-2030-1007', fixedAt('1.34-1')],
      ['nginx', 'CVE-2030-1009', { status: 'open', urgency: 'high' }],
      ['removed', 'CVE-2030-1010', { status: 'open', urgency: 'high' }],
      ['glibc', 'CVE-2030-1011', { status: 'open', urgency: 'high' }],
      ['six', 'CVE-2030-1012', fixedAt('1.10-1')],
    ),
    ...Object.fromEntries(
      [...Map.groupBy(records, ({ ecosystem }) => ecosystem)].map(([ecosystem, own]) => [
        `osv/${ecosystem}/all.zip`,
        makeZip(own.map(({ file }) => file)),
      ]),
    ),
  },
};

const alpineImage: Scene = {
  layers: [
    alpine(
      apk('libcrypto3', '3.3.1-r0', 'openssl'),
      apk('busybox', '1.36.1-r9'),
      apk('git', '2.45.0_rc1-r0'),
      apk('curl', '8.9.0-r0'),
    ),
  ],
  feeds: secdb(
    ['openssl', '3.3.1-r1', 'CVE-2030-2001'],
    ['openssl', '3.3.1-r0', 'CVE-2030-2002'],
    ['busybox', '1.36.1-r10', 'CVE-2030-2003'],
    ['busybox', '0', 'CVE-2030-2004'],
    ['git', '2.45.0-r0', 'CVE-2030-2005'],
    ['git', '2.44.0_p2-r0', 'CVE-2030-2006'],
    ['curl', '8.10.0-r0', 'CVE-2030-2008'],
  ),
};

/** Tags of rpm's headers: name, version, release, epoch, vendor, architecture, source package, module. */
function rpm(name: string, evr: string, module?: string): Uint8Array {
  const [, epoch, version = '', release = ''] = /^(?:(\d+):)?([^-]+)-(.+)$/.exec(evr) ?? [];
  const values: Record<number, RpmValue> = {
    1000: name,
    1001: version,
    1002: release,
    1011: 'AlmaLinux',
    1022: 'x86_64',
  };
  values[1044] = `${name}-${version}-${release}.src.rpm`;
  if (epoch !== undefined) values[1003] = int32(Number(epoch));
  if (module !== undefined) values[5096] = `${module}:1:1`;
  return rpmHeader(values);
}

const { bytes: rpmDatabase } = sqliteFile((database) => {
  database.exec("CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
  const insert = database.prepare('INSERT INTO Packages (blob) VALUES (?)');
  insert.run(rpm('openssl-libs', '1:3.0.7-27.el9'));
  insert.run(rpm('bash', '5.1.8-6.el9_1'));
  insert.run(rpm('nodejs', '18.1.0-1.module_el9.1.0+1+a', 'nodejs:18'));
  insert.run(rpm('snap', '2.0^20260101-1.el9'));
  insert.run(rpm('snap', '3.0~rc1-1.el9'));
});

/** A bulletin of AlmaLinux: which flaw, the heading, and the package with its fix. */
const bulletin = (flaw: number, heading: string, name: string, fixed: string, release = '9') => ({
  name: `ALSA-2030:${flaw}.json`,
  content: JSON.stringify({
    id: `ALSA-2030:${flaw}`,
    summary: heading,
    related: [`CVE-2030-${flaw}`],
    published: '2026-01-01T00:00:00Z',
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: `AlmaLinux:${release}`, name }, ...before(fixed) }],
  }),
});

const almaImage: Scene = {
  layers: [{ ...osRelease('almalinux', '9.4'), 'var/lib/rpm/rpmdb.sqlite': rpmDatabase }],
  feeds: {
    'almalinux/AlmaLinux/all.zip': makeZip([
      bulletin(3001, 'Important: openssl security update', 'openssl-libs', '1:3.0.7-28.el9'),
      bulletin(3002, 'Important: openssl security update', 'openssl-libs', '3.5.0-1.el9'),
      bulletin(3003, 'Low: bash security update', 'bash', '9.0-1.el8', '8'),
      bulletin(3004, 'Low: bash security update', 'bash', '5.1.8-6.el9_2'),
      bulletin(3005, 'Important: nodejs:20 security update', 'nodejs', '20.1.0-1.module_el9.1.0+2+b'),
      bulletin(3006, 'Important: nodejs:18 security update', 'nodejs', '18.2.0-1.module_el9.1.0+2+b'),
      bulletin(3007, 'Moderate: snap security update', 'snap', '2.0-1.el9'),
      bulletin(3008, 'Moderate: snap security update', 'snap', '3.0-1.el9'),
    ]),
  },
};

export const images: readonly Scene[] = [debianImage, alpineImage, almaImage];

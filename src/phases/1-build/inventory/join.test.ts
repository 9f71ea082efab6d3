import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FixtureEntry,
  inTemporaryDirectory,
  int32,
  makeElf,
  layer as makeLayer,
  ndbFile,
  ociLayout,
  rpmHeader,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Package } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

/* What becomes of the facts about a package that several files tell. */

async function packagesIn(...entries: readonly FixtureEntry[]): Promise<readonly Package[]> {
  return inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: [makeLayer(entries)] });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    try {
      return (await takeInventory(image, { extractors, limits: defaultLimits, now: new Date(0) })).packages;
    } finally {
      await image.close();
    }
  });
}

const release: FixtureEntry = {
  path: 'etc/os-release',
  body: 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n',
};
const stanza = (name: string, version: string, architecture: string, more = ''): string =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: ${architecture}\nVersion: ${version}\n${more}\n`;
const dpkg = (...stanzas: readonly string[]): FixtureEntry => ({ path: 'var/lib/dpkg/status', body: stanzas.join('') });
const npm = (folder: string, name: string, version: string): FixtureEntry => ({
  path: `${folder}/package.json`,
  body: JSON.stringify({ name, version }),
});

test('architecture, source, order of versions and licences stand in the package, and in its package URL', async () => {
  const [libc, shop] = await packagesIn(
    release,
    dpkg(stanza('libc6', '2.36-9', 'arm64', 'Source: glibc (2.36)\n')),
    npm('app/node_modules/shop', 'shop', '1.0.0'),
  );
  assert.deepEqual(
    [libc?.architecture, libc?.source, libc?.versionOrder, libc?.foundBy],
    ['arm64', { name: 'glibc', version: '2.36' }, 'dpkg', 'dpkg'],
  );
  assert.equal(libc?.purl, 'pkg:deb/debian/libc6@2.36-9?arch=arm64&distro=debian-12');
  assert.equal(shop?.purl, 'pkg:npm/shop@1.0.0');
  for (const absent of ['architecture', 'source', 'os'])
    assert.ok(shop !== undefined && !(absent in shop), `${absent}: what is not said is no member`);
});

test('the same package of two architectures is two', async () => {
  const found = await packagesIn(release, dpkg(stanza('libc6', '2.36-9', 'amd64'), stanza('libc6', '2.36-9', 'i386')));
  assert.deepEqual(
    found.map(({ architecture }) => architecture),
    ['amd64', 'i386'],
  );
});

test('packages are sorted by type, name, version and path, whatever the order of files', async () => {
  const entries = [
    release,
    dpkg(stanza('zlib1g', '1', 'amd64'), stanza('adduser', '3', 'all')),
    npm('app/node_modules/b', 'b', '1.0.0'),
    npm('app/node_modules/a/node_modules/b', 'b', '2.0.0'),
    npm('srv/node_modules/b', 'b', '1.0.0'),
    npm('app/node_modules/a', 'a', '9.0.0'),
  ];
  const lines = async (some: readonly FixtureEntry[]): Promise<readonly string[]> =>
    (await packagesIn(...some)).map(({ type, name, version, path }) => `${type} ${name} ${version} ${path}`);
  const sorted = [
    'deb adduser 3 var/lib/dpkg/status',
    'deb zlib1g 1 var/lib/dpkg/status',
    'npm a 9.0.0 app/node_modules/a/package.json',
    'npm b 1.0.0 app/node_modules/b/package.json',
    'npm b 1.0.0 srv/node_modules/b/package.json',
    'npm b 2.0.0 app/node_modules/a/node_modules/b/package.json',
  ];
  assert.deepEqual(await lines(entries), sorted);
  assert.deepEqual(await lines(entries.toReversed()), sorted);
});

test('files that another file lists belong to the package, each once and sorted', async () => {
  const [found] = await packagesIn(
    release,
    dpkg(stanza('zlib1g', '1', 'amd64')),
    { path: 'var/lib/dpkg/info/zlib1g.list', body: '/usr/lib/z\n/usr/lib/a\n/usr/lib/z\n' },
    { path: 'usr/lib/a', body: 'a' },
    { path: 'usr/lib/z', body: 'z' },
  );
  assert.deepEqual(found?.files, ['usr/lib/a', 'usr/lib/z']);
});

test('the software of a package of the distribution is told once, and what a list of files only claims is told', async () => {
  const nginx = makeElf({
    wordSize: 8,
    littleEndian: true,
    sections: [{ name: '.rodata', bytes: Buffer.from('\0nginx version: nginx/1.22.1\0') }],
  });
  const program = (path: string): FixtureEntry => ({ path, mode: 0o755, body: nginx });
  const maintained = (maintainer: string): FixtureEntry =>
    dpkg(stanza('nginx', '1.22.1-9', 'amd64', `Maintainer: ${maintainer}\n`));
  const lists = (...files: readonly string[]): FixtureEntry => ({
    path: 'var/lib/dpkg/info/nginx.list',
    body: files.map((file) => `/${file}\n`).join(''),
  });
  const debian = maintained('Debian Nginx Maintainers <pkg-nginx-maintainers@alioth-lists.debian.net>');
  const cases: [string, FixtureEntry, string, number][] = [
    ['brought by the distribution', debian, 'usr/sbin/nginx', 0],
    ['claimed where it brings nothing', debian, 'usr/local/sbin/nginx', 1],
    ['brought by somebody else', maintained('NGINX Packaging <nginx-packaging@f5.com>'), 'usr/sbin/nginx', 1],
  ];
  for (const [title, owner, path, count] of cases) {
    const packages = await packagesIn(release, owner, lists(path), program(path));
    assert.equal(packages.filter(({ type }) => type === 'generic').length, count, title);
  }
  assert.equal((await packagesIn(release, debian, program('usr/sbin/nginx'))).length, 2, 'nobody lists it');
});

const purlsOfRpm: readonly (readonly [id: string, version: string | undefined, purl: string])[] = [
  ['rhel', '9.4', 'redhat/bash@2:5.1-1.el9?arch=x86_64&distro=rhel-9.4'],
  ['centos', '7', 'centos/bash@2:5.1-1.el9?arch=x86_64&distro=centos-7'],
  ['fedora', '41', 'fedora/bash@2:5.1-1.el9?arch=x86_64&distro=fedora-41'],
  ['rocky', '9.4', 'rocky/bash@2:5.1-1.el9?arch=x86_64&distro=rocky-9.4'],
  ['almalinux', '9.4', 'almalinux/bash@2:5.1-1.el9?arch=x86_64&distro=almalinux-9.4'],
  ['ol', '9.4', 'ol/bash@2:5.1-1.el9?arch=x86_64&distro=ol-9.4'],
  ['amzn', '2023', 'amzn/bash@2:5.1-1.el9?arch=x86_64&distro=amzn-2023'],
  ['sles', '15.6', 'sles/bash@2:5.1-1.el9?arch=x86_64&distro=sles-15.6'],
  ['opensuse-leap', '15.6', 'opensuse/bash@2:5.1-1.el9?arch=x86_64&distro=opensuse-leap-15.6'],
  ['opensuse-tumbleweed', undefined, 'opensuse/bash@2:5.1-1.el9?arch=x86_64&distro=opensuse-tumbleweed'],
  ['photon', '5.0', 'photon/bash@2:5.1-1.el9?arch=x86_64&distro=photon-5.0'],
  ['azurelinux', '3.0', 'azurelinux/bash@2:5.1-1.el9?arch=x86_64&distro=azurelinux-3.0'],
  ['somebody', '1', 'somebody/bash@2:5.1-1.el9?arch=x86_64&distro=somebody-1'],
];

for (const [id, version, purl] of purlsOfRpm) {
  test(`the purl of an rpm of ${id}`, async () => {
    const header = rpmHeader({ 1000: 'bash', 1001: '5.1', 1002: '1.el9', 1003: int32(2), 1022: 'x86_64' });
    const found = await packagesIn(
      { path: 'etc/os-release', body: `ID=${id}\n${version === undefined ? '' : `VERSION_ID="${version}"\n`}` },
      { path: 'usr/lib/sysimage/rpm/Packages.db', body: ndbFile([header]) },
      { path: 'var/lib/rpm', kind: 'symlink', link: '../../usr/lib/sysimage/rpm' },
    );
    assert.deepEqual(
      found.map((one) => one.purl),
      [`pkg:rpm/${purl}`],
    );
  });
}

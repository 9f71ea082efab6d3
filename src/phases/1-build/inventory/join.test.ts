import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FixtureEntry,
  inTemporaryDirectory,
  makeElf,
  layer as makeLayer,
  ociLayout,
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

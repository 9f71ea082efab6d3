import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WantedIndex } from '../../wanted.ts';
import { example } from './example.ts';
import { dpkgStatusD } from './index.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a file without Status is an installed package', () => {
  const [found] = dpkgStatusD.extract(example.path, example.bytes).packages;
  assert.deepEqual(found, {
    name: 'base-files',
    version: '12.4+deb12u5',
    type: 'deb',
    versionOrder: 'dpkg',
    purl: { name: 'base-files', qualifiers: { arch: 'amd64' } },
    distributionPurl: true,
    architecture: 'amd64',
    source: { name: 'base-files', version: '12.4+deb12u5' },
    origin: { maintainer: 'Santiago Vila <sanvila@debian.org>' },
    requires: [['awk']],
  });
});

test('its files are in NAME.md5sums, joined by the name of the file and not of the package', () => {
  const [found] = dpkgStatusD.extract(example.path, example.bytes).packages;
  const sums = bytes(`${'a'.repeat(32)}  usr/lib/os-release\n${'b'.repeat(32)}  usr/share/base-files/motd\n`);
  const { packages, files } = dpkgStatusD.extract(`${example.path}.md5sums`, sums);
  assert.deepEqual(packages, []);
  assert.ok(found);
  assert.deepEqual(files, [
    { key: dpkgStatusD.packageKey?.(found, example.path), files: ['usr/lib/os-release', 'usr/share/base-files/motd'] },
  ]);
});

const wanted: [path: string, wanted: boolean][] = [
  ['var/lib/dpkg/status.d/base', true],
  ['usr/lib/dpkg/status.d/libpython3.11-minimal', true],
  ['var/lib/dpkg/status.d/libstdc++6', true],
  ['var/lib/dpkg/status.d/base.md5sums', true],
  ['var/lib/dpkg/status.d/base.preinst', false],
  ['var/lib/dpkg/status.d/base.conffiles', false],
  ['var/lib/dpkg/status.d/', false],
  ['var/lib/dpkg/status.d', false],
  ['var/lib/dpkg/status.d/a/b', false],
  ['var/lib/dpkg/status', false],
];
for (const [path, expected] of wanted) {
  test(`${expected ? 'wants' : 'leaves'} ${path}`, () =>
    assert.equal(new WantedIndex([dpkgStatusD]).byPath(path).length > 0, expected));
}

test('a file that is no stanza is refused; one of several stanzas is read', () => {
  assert.throws(() => dpkgStatusD.extract(example.path, bytes('hello\n')), { code: 'E_FORMAT' });
  const { packages, problems } = dpkgStatusD.extract(example.path, bytes('Package: a\nVersion: 1\n\nPackage: b\n'));
  assert.deepEqual(
    packages.map(({ name }) => name),
    ['a'],
  );
  assert.deepEqual(problems, ['b at line 4 has no Version field']);
});

/** What `Status` says, where a builder copied it: packages and problems. */
const states: [status: string, packages: number, problems: number][] = [
  ['install ok installed', 1, 0],
  ['deinstall ok installed', 1, 0],
  ['install ok half-configured', 1, 0],
  ['install ok unpacked', 1, 0],
  ['deinstall ok config-files', 0, 0],
  ['purge ok not-installed', 0, 0],
  ['deinstall reinstreq half-installed', 0, 1],
  // Too short to say anything: the file is there.
  ['deinstall', 1, 0],
];
for (const [status, packages, problems] of states) {
  test(`Status: ${status}`, () => {
    const stanzas = `Package: b\nVersion: 1\n\nPackage: a\nVersion: 1\nStatus: ${status}\n`;
    const extraction = dpkgStatusD.extract(example.path, bytes(stanzas));
    assert.deepEqual([extraction.packages.length - 1, extraction.problems.length], [packages, problems]);
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WantedIndex } from '../../wanted.ts';
import { sourceOf } from '../stanza.ts';
import { example } from './example.ts';
import { readList, readMd5sums } from './file-lists.ts';
import { dpkg } from './index.ts';
import { readStatus } from './read-status.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a stanza gives name, version, architecture and source package', () => {
  const { packages } = dpkg.extract(example.path, example.bytes);
  const [adduser, ssl, gcc] = packages;
  assert.deepEqual(ssl, {
    name: 'libssl3',
    version: '3.0.11-1~deb12u2',
    type: 'deb',
    versionOrder: 'dpkg',
    purl: { name: 'libssl3', qualifiers: { arch: 'amd64' } },
    distributionPurl: true,
    architecture: 'amd64',
    source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
    filesKey: 'libssl3:amd64',
    requires: [['libc6'], ['debconf', 'debconf-2.0']],
    provides: ['libssl3t64'],
  });
  assert.deepEqual(adduser?.source, { name: 'adduser', version: '3.134' });
  assert.deepEqual(gcc?.source, { name: 'gcc-12', version: '12.2.0-14' });
});

test('a package finds its list: by name, and by architecture too where several may be installed', () => {
  const keys = dpkg
    .extract(example.path, example.bytes)
    .packages.map((found) => dpkg.packageKey?.(found, example.path));
  assert.deepEqual(keys, ['adduser', 'libssl3:amd64', 'libgcc-s1:amd64']);
  const list = dpkg.extract(
    'var/lib/dpkg/info/libssl3:amd64.list',
    bytes('/.\n/usr\n/usr/lib\n/usr/lib/libssl.so.3\n'),
  );
  assert.deepEqual(list, {
    packages: [],
    files: [{ key: 'libssl3:amd64', files: ['usr/lib/libssl.so.3'] }],
    problems: [],
  });
  const sums = dpkg.extract('var/lib/dpkg/info/adduser.md5sums', bytes(`${'0'.repeat(32)}  usr/sbin/adduser\n`));
  assert.deepEqual(sums.files, [{ key: 'adduser', files: ['usr/sbin/adduser'] }]);
});

const sources: [field: string | undefined, name: string, version: string][] = [
  [undefined, 'own', '1.0+b1'],
  ['', 'own', '1.0+b1'],
  ['glibc', 'glibc', '1.0+b1'],
  ['glibc (2.36-9)', 'glibc', '2.36-9'],
  ['glibc(2.36-9)', 'glibc', '2.36-9'],
  ['glibc (2.36-9', 'glibc', '2.36-9'],
  ['glibc ()', 'glibc', '1.0+b1'],
];
for (const [field, name, version] of sources) {
  test(`Source: ${field}`, () => assert.deepEqual(sourceOf(field, 'own', '1.0+b1'), { name, version }));
}

/** What counts as here, by the `Status` line, and in which state where that is not installed. */
const states: [status: string, packages: number, problems: number, state?: string][] = [
  ['install ok installed', 1, 0],
  ['hold ok installed', 1, 0],
  ['deinstall reinstreq installed', 1, 0],
  ['install ok triggers-pending', 1, 0, 'triggers-pending'],
  ['install ok triggers-awaited', 1, 0, 'triggers-awaited'],
  ['deinstall ok config-files', 0, 0],
  ['unknown ok not-installed', 0, 0],
  ['install ok unpacked', 1, 0, 'unpacked'],
  ['install ok half-configured', 1, 0, 'half-configured'],
  ['install reinstreq half-installed', 0, 1],
  ['install ok', 0, 1],
  ['nonsense', 0, 1],
];
for (const [status, packages, problems, state] of states) {
  test(`Status: ${status}`, () => {
    const extraction = readStatus(`Package: a\nStatus: ${status}\nVersion: 1\n`);
    assert.deepEqual([extraction.packages.length, extraction.problems.length], [packages, problems]);
    assert.equal(extraction.packages[0]?.state, state);
  });
}

test('what is here and not installed is told with its state, and in a note where more than a trigger waits', () => {
  const { packages, notes } = readStatus(
    `${stanza('a', '1')}Package: b\nStatus: install ok unpacked\nVersion: 2\n\nPackage: c\nStatus: install ok triggers-pending\nVersion: 3\n`,
  );
  assert.deepEqual(
    packages.map(({ state }) => state),
    [undefined, 'unpacked', 'triggers-pending'],
  );
  assert.deepEqual(notes, ['b 2 is unpacked: its files are here, and its scripts have not all run']);
});

const stanza = (name: string, version: string, more = ''): string =>
  `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n${more}\n`;

test('the same stanza twice is one package; in another version it is two and a problem', () => {
  assert.equal(readStatus(stanza('a', '1') + stanza('a', '1')).packages.length, 1);
  const { packages, problems } = readStatus(stanza('a', '1') + stanza('a', '2'));
  assert.deepEqual(
    packages.map(({ version }) => version),
    ['1', '2'],
  );
  assert.deepEqual(problems, ['a at line 6 was given before as 1']);
});

test('what is wrong with a stanza is told, and the others are read', () => {
  const text = `${stanza('a', '1')}Status: install ok installed\nVersion: 1\n\nPackage: b\nStatus: install ok installed\n\n${stanza('c', '3', 'no field here\n')}`;
  const { packages, problems } = readStatus(text);
  assert.deepEqual(
    packages.map(({ name }) => name),
    ['a', 'c'],
  );
  assert.deepEqual(problems, [
    'the stanza at line 6 has no Package field',
    'b at line 9 has no Version field',
    'line 16 is no field, or one that was given before',
  ]);
});

test('bytes that are no UTF-8 spoil nothing but themselves', () => {
  const text = Buffer.concat([
    bytes('Package: a\nStatus: install ok installed\nMaintainer: J'),
    Buffer.from([0xf6, 0xff]),
    bytes('rg\nVersion: 1\n'),
  ]);
  assert.deepEqual(
    readStatus(new TextDecoder().decode(text)).packages.map(({ name }) => name),
    ['a'],
  );
});

test('a long description costs one pass', () => {
  const text = stanza('a', '1', `Description: x\n${' line\n'.repeat(200_000)}`) + stanza('b', '2');
  assert.equal(readStatus(text).packages.length, 2);
});

test('what is no database at all is refused, an empty one is not', () => {
  assert.throws(() => dpkg.extract('var/lib/dpkg/status', bytes('<html>\n')), { code: 'E_FORMAT' });
  assert.deepEqual(dpkg.extract('var/lib/dpkg/status', bytes('\n')).packages, []);
});

test('wants the database and its lists only', () => {
  const index = new WantedIndex([dpkg]);
  for (const path of [
    'var/lib/dpkg/status',
    'usr/lib/dpkg/status',
    'var/lib/dpkg/info/a.list',
    'usr/lib/dpkg/info/a.md5sums',
  ]) {
    assert.ok(index.byPath(path).length > 0, path);
  }
  for (const path of [
    'var/lib/dpkg/status-old',
    'var/lib/dpkg/available',
    'var/lib/dpkg/info/a.postinst',
    'var/lib/dpkg/info/a/b.list',
    'var/lib/dpkg/status.d/a',
    'srv/var/lib/dpkg/status',
    'var/lib/dpkg/infos.list',
  ]) {
    assert.equal(index.byPath(path).length, 0, path);
  }
});

test('a list keeps files, whatever order its directories come in', () => {
  assert.deepEqual(
    readList(bytes('/.\n/bin/sh\n/bin\n/usr\n/usr/share\n/usr/share/doc\n/usr/share/docs\n/etc/../x\n')),
    ['bin/sh', 'usr/share/doc', 'usr/share/docs', 'x'],
  );
});

test('md5sums: lines of other form are passed over', () => {
  const sum = 'd41d8cd98f00b204e9800998ecf8427e';
  assert.deepEqual(readMd5sums(bytes(`${sum}  usr/a b\n${sum} *./bin\nshort  x\n\n${sum}\n`)), ['usr/a b', 'bin']);
});

test('who made a package is told as far as the stanza says it, whatever its length', () => {
  const stanza = (fields: string) => `Package: a\nStatus: install ok installed\nVersion: 1\n${fields}\n\n`;
  const originOf = (fields: string) => dpkg.extract('var/lib/dpkg/status', bytes(stanza(fields))).packages[0]?.origin;
  assert.deepEqual(originOf('Maintainer: Docker <support@docker.com>\nBugs: https://d.example'), {
    maintainer: 'Docker <support@docker.com>',
    bugs: 'https://d.example',
  });
  assert.deepEqual(originOf('Vendor: Acme\nOrigin: other'), { vendor: 'Acme' });
  assert.deepEqual(originOf('Origin: Docker'), { vendor: 'Docker' });
  assert.equal(originOf('Architecture: all'), undefined);
  assert.equal(originOf(`Maintainer: ${'x'.repeat(9999)}`)?.maintainer?.length, 200);
});

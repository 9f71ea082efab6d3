import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dotnetLibrary,
  type FixtureEntry,
  inTemporaryDirectory,
  layer as makeLayer,
  makeZip,
  ociLayout,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Inventory } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

async function inventoryOf(...layers: readonly (readonly FixtureEntry[])[]): Promise<Inventory> {
  return inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: layers.map((entries) => makeLayer(entries)) });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    try {
      return await takeInventory(image, { extractors, limits: defaultLimits, now: new Date('2026-11-24T00:00:00Z') });
    } finally {
      await image.close();
    }
  });
}

const record = (artifact: string, version: string) => ({
  name: `META-INF/maven/g/${artifact}/pom.properties`,
  content: `groupId=g\nartifactId=${artifact}\nversion=${version}\n`,
});
const code = { name: 'g/A.class', content: 'x' };
const lib = makeZip([record('lib', '2'), code]);
const nameless = makeZip([code]);
const app = makeZip([
  record('app', '1'),
  { name: 'BOOT-INF/lib/lib-2.jar', content: lib, stored: true },
  { name: 'BOOT-INF/lib/x.jar', content: nameless, stored: true },
]);
const file = (path: string, body: string | Uint8Array): FixtureEntry => ({ path, body });
const deb: readonly FixtureEntry[] = [
  file('etc/os-release', 'ID=debian\nVERSION_ID="12"\n'),
  file(
    'var/lib/dpkg/status',
    'Package: liblib-java\nStatus: install ok installed\nVersion: 2-1\nArchitecture: all\n\n',
  ),
  file(
    'var/lib/dpkg/info/liblib-java.list',
    '/.\n/usr/share/java/lib-2.jar\n/usr/share/java/lib.jar\n/usr/share/java/app.jar\n/usr/share/java/x.jar\n',
  ),
];
const java = ({ packages }: Inventory) => packages.filter(({ type }) => type === 'maven');

test('an archive in an archive has its way in, its layer, and no owner but that of the file', async () => {
  const { packages, coverage } = await inventoryOf([...deb], [file('opt/app.jar', app)]);
  assert.deepEqual(
    packages
      .filter(({ type }) => type === 'maven')
      .map(({ name, path, layer, ownedBy }) => [name, path, layer?.index, ownedBy]),
    [
      ['g:app', 'opt/app.jar', 1, undefined],
      ['g:lib', 'opt/app.jar!/BOOT-INF/lib/lib-2.jar', 1, undefined],
    ],
  );
  assert.deepEqual(
    coverage.unidentified.map(({ path, layer }) => [path, layer?.index]),
    [['opt/app.jar!/BOOT-INF/lib/x.jar', 1]],
  );
  assert.deepEqual(coverage.problems, []);
});

test('what a Debian package brought is its own, with what is inside it, and is not told as unidentified; a link is no other file', async () => {
  const inventory = await inventoryOf([
    ...deb,
    file('usr/share/java/lib-2.jar', lib),
    { path: 'usr/share/java/lib.jar', kind: 'symlink', link: 'lib-2.jar' },
    file('usr/share/java/app.jar', app),
    file('usr/share/java/x.jar', nameless),
  ]);
  const owner = inventory.packages.find(({ type }) => type === 'deb')?.id;
  assert.deepEqual(
    java(inventory).map(({ path, ownedBy }) => [path, ownedBy]),
    [
      ['usr/share/java/app.jar', owner],
      ['usr/share/java/app.jar!/BOOT-INF/lib/lib-2.jar', owner],
      ['usr/share/java/lib-2.jar', owner],
    ],
  );
  assert.deepEqual(inventory.coverage.unidentified, []);
  assert.deepEqual(inventory.coverage.problems, []);
});

test('a folder that is called like the way into an archive is no part of it', async () => {
  const inventory = await inventoryOf([...deb, file('usr/share/java/app.jar!/BOOT-INF/lib/lib-2.jar', lib)]);
  assert.deepEqual(
    java(inventory).map(({ path, ownedBy }) => [path, ownedBy]),
    [['usr/share/java/app.jar!/BOOT-INF/lib/lib-2.jar', undefined]],
  );
});

test('an archive that a later layer removed or replaced tells nothing', async () => {
  const inventory = await inventoryOf(
    [...deb, file('opt/app.jar', app), file('opt/b.jar', lib)],
    [file('opt/app.jar', nameless), { path: 'opt/b.jar', kind: 'whiteout' }],
  );
  assert.deepEqual(java(inventory), []);
  assert.deepEqual(
    inventory.coverage.unidentified.map(({ path }) => path),
    ['opt/app.jar'],
  );
});

test('an archive that cannot be read is told once, one with nothing in it not at all', async () => {
  const { coverage } = await inventoryOf([...deb, file('opt/a.jar', 'no archive'), file('opt/b.jar', makeZip([]))]);
  assert.deepEqual(
    coverage.problems.map(({ code: told, where }) => `${told} ${where}`),
    ['E_FORMAT /opt/a.jar in layer 1'],
  );
});

test('a library of .NET is told once: by the list that names it', async () => {
  const list = (name: string): string =>
    JSON.stringify({
      runtimeTarget: { name: 't' },
      targets: { t: { [`${name}/2.1.3`]: { runtime: { [`lib/${name}.dll`]: {} } } } },
      libraries: { [`${name}/2.1.3`]: { type: 'package' } },
    });
  const dll = { path: 'app/Example.Json.dll', body: dotnetLibrary };
  const dotnet = async (...entries: FixtureEntry[]) =>
    (await inventoryOf([...deb, ...entries])).packages
      .filter(({ type }) => type === 'nuget')
      .map(({ name, foundBy }) => `${name} ${foundBy}`);
  assert.deepEqual(await dotnet(dll, file('app/a.deps.json', list('Example.Json'))), ['Example.Json dotnet-deps']);
  assert.deepEqual(await dotnet(dll), ['Example.Json dotnet-assembly']);
  // What a list names is there where its files are: that of a library came without them.
  assert.deepEqual(await dotnet(dll, file('srv/a.deps.json', list('Example.Json'))), ['Example.Json dotnet-assembly']);
  // What nothing else tells is said to be passed over, and what another file tells is not.
  const said = async (...entries: FixtureEntry[]) =>
    (await inventoryOf([...deb, ...entries])).coverage.problems
      .filter(({ part }) => part === 'dotnet-deps')
      .map(({ message, where, incomplete }) => [where, message.replace(/^.*: /, ''), incomplete]);
  assert.deepEqual(await said(file('srv/a.deps.json', list('B')), file('srv/b.deps.json', list('A'))), [
    ['/srv/a.deps.json', 'A 2.1.3, B 2.1.3', false],
  ]);
  assert.deepEqual(
    await said(dll, file('app/a.deps.json', list('Example.Json')), file('srv/a.deps.json', list('Example.Json'))),
    [],
  );
});

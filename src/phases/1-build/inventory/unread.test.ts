import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FixtureEntry,
  inTemporaryDirectory,
  makeElf,
  layer as makeLayer,
  ociLayout,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Inventory, isIncomplete } from '../../../core/index.ts';
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

const file = (path: string, body = 'x'): FixtureEntry => ({ path, body });
/** One that no toolchain has written anything into. */
const elf = makeElf({ wordSize: 8, littleEndian: true, sections: [] });
const program = (path: string, body: string | Uint8Array = elf): FixtureEntry => ({ path, body, mode: 0o755 });
const release = (id: string, more = ''): FixtureEntry => file('etc/os-release', `ID=${id}\n${more}`);
const apkDatabase = file('lib/apk/db/installed', 'P:busybox\nV:1-r0\no:busybox\nF:bin\nR:busybox\n\n');
const dpkg = (name: string, ...files: string[]): FixtureEntry[] => [
  file('var/lib/dpkg/status', `Package: ${name}\nStatus: install ok installed\nVersion: 1-1\nArchitecture: amd64\n\n`),
  file(`var/lib/dpkg/info/${name}.list`, ['/.', ...files.map((one) => `/${one}`)].join('\n')),
];
const npm = (folder: string, name: string): FixtureEntry =>
  file(`${folder}/node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0' }));
const dist = (folder: string, name: string, record = ''): FixtureEntry[] => [
  file(`${folder}/${name}-1.0.dist-info/METADATA`, `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n\n`),
  file(`${folder}/${name}-1.0.dist-info/RECORD`, record),
];

const told: readonly (readonly [title: string, where: string, message: RegExp, ...layers: FixtureEntry[][]])[] = [
  [
    'Alpine without its database',
    '/etc/os-release',
    /says that it is Alpine.*no package database/,
    [release('alpine', 'PRETTY_NAME="Alpine 3"')],
  ],
  [
    'Alpine with an empty database',
    '/lib/apk/db/installed',
    /names no package/,
    [release('alpine'), file('lib/apk/db/installed', '')],
  ],
  [
    'an empty database, and nobody says which distribution it is',
    '/var/lib/dpkg/status',
    /names no package/,
    [file('var/lib/dpkg/status', '')],
  ],
  [
    'Debian whose database was removed by a later layer',
    '/etc/os-release',
    /no package database/,
    [release('debian'), ...dpkg('libc6', 'lib/libc.so.6')],
    [{ path: 'var/lib/dpkg', kind: 'whiteout' }],
  ],
  [
    'a derivative of Debian with the database of apk',
    '/etc/os-release',
    /no package database/,
    [release('mine', 'ID_LIKE="ubuntu debian"'), apkDatabase],
  ],
  ['a distribution that we do not know', '/etc/os-release', /no package database/, [release('buildroot')]],
  [
    'a database cut short in a line',
    '/lib/apk/db/installed in layer 1',
    /cut short/,
    [file('lib/apk/db/installed', 'P:a\nV:1-r0\n\nP:b\nV:1.')],
  ],
  [
    'dpkg cut short between two packages',
    '/var/lib/dpkg/info/zlib1g:amd64.list',
    /files of zlib1g:amd64 are listed/,
    [...dpkg('libc6', 'lib/libc.so.6'), file('var/lib/dpkg/info/zlib1g:amd64.list', '/.\n/lib/z.so')],
  ],
  [
    'a root inside the image',
    '/srv/rootfs/var/lib/dpkg/status',
    /dpkg below another root/,
    [apkDatabase, file('srv/rootfs/var/lib/dpkg/status', 'Package: a\n')],
  ],
  [
    'another root, of apk',
    '/opt/x/lib/apk/db/installed',
    /apk below another root/,
    [apkDatabase, file('opt/x/lib/apk/db/installed', 'P:a\nV:1\n\n')],
  ],
  [
    'another root, of a kind that is not read',
    '/srv/r/var/lib/rpm/Packages',
    /database of rpm below another root/,
    [apkDatabase, file('srv/r/var/lib/rpm/Packages')],
  ],
  ['nupkgs', '/app/a.nupkg', /NuGet packages \(2 files\)/, [apkDatabase, file('app/b.NUPKG'), file('app/a.nupkg')]],
  [
    'a NuGet package that a Debian package brought',
    '/usr/share/java/a.nupkg',
    /brought by deb liba-java 1-1\)/,
    dpkg('liba-java', 'usr/share/java/a.nupkg').concat(file('usr/share/java/a.nupkg')),
  ],
  [
    'nupkgs that a Python package runs',
    '/lib/site-packages/pyspark/nupkgs/a.nupkg',
    /brought by pypi pyspark 1.0/,
    [
      ...dist('lib/site-packages', 'pyspark', 'pyspark/nupkgs/a.nupkg,,\n'),
      file('lib/site-packages/pyspark/nupkgs/a.nupkg'),
    ],
  ],
  [
    'a lock file without anything installed',
    '/app/yarn.lock',
    /lock files of Yarn \(1 file\)/,
    [apkDatabase, file('app/yarn.lock')],
  ],
  [
    'a lock file beside tools of another folder',
    '/app/package-lock.json',
    /npm/,
    [npm('usr/lib', 'npm'), file('app/package-lock.json')],
  ],
  [
    'a lock file at the root beside tools for the whole system',
    '/package-lock.json',
    /npm/,
    [npm('usr/lib', 'npm'), file('package-lock.json')],
  ],
  [
    'a lock file of Python beside what only the distribution brought',
    '/app/poetry.lock',
    /Python/,
    [
      ...dpkg('python3-x', 'usr/lib/python3/dist-packages/x-1.0.dist-info/METADATA'),
      ...dist('usr/lib/python3/dist-packages', 'x'),
      file('app/poetry.lock'),
    ],
  ],
  [
    'bills of Wolfi without the database that they repeat',
    '/var/lib/db/sbom/a.spdx.json',
    /Wolfi/,
    [file('var/lib/db/sbom/a.spdx.json')],
  ],
  [
    'a database that a later layer removed with the name of the distribution, while its files run on',
    '/var/lib/dpkg/status',
    /database of layer 1, with 1 package, was removed by a later layer/,
    [release('debian'), ...dpkg('libc6', 'lib/libc.so.6'), file('lib/libc.so.6')],
    [
      { path: 'var/lib/dpkg', kind: 'whiteout' },
      { path: 'etc/os-release', kind: 'whiteout' },
    ],
  ],
  [
    'the same of apk, which is hidden by an opaque folder',
    '/lib/apk/db/installed',
    /removed by a later layer/,
    [apkDatabase, file('bin/busybox')],
    [{ path: 'lib/apk', kind: 'opaque' }],
  ],
  [
    'the same of distroless, which lists no files',
    '/var/lib/dpkg/status.d/base',
    /removed by a later layer/,
    [file('etc/hosts'), file('var/lib/dpkg/status.d/base', 'Package: base-files\nVersion: 12\nArchitecture: amd64\n')],
    [{ path: 'var/lib/dpkg/status.d', kind: 'whiteout' }],
  ],
  [
    'lists of files of dpkg whose database is gone, beside a database of apk',
    '/var/lib/dpkg/info/libc6.list',
    /files of libc6 are listed here, and no database names any/,
    [apkDatabase, ...dpkg('libc6', 'lib/libc.so.6').slice(1)],
  ],
  [
    'a Node package whose manifest was deleted',
    '/app/node_modules/@s/right/index.js',
    /Node packages without their manifest \(1 file\)/,
    [npm('app', 'left'), file('app/node_modules/left/index.js'), file('app/node_modules/@s/right/index.js')],
  ],
  [
    'a lock file beside the manifest of a published application, of which nothing is installed',
    '/app/web/yarn.lock',
    /lock files of Yarn \(1 file\), of which nothing was found installed/,
    [file('app/package.json', '{"name":"ghost","version":"5.0.0"}'), file('app/web/yarn.lock')],
  ],
  [
    'a program below the manifest of an application: the manifest lists no file',
    '/app/x.nupkg',
    /NuGet packages/,
    [file('app/package.json', '{"name":"ghost","version":"5.0.0"}'), file('app/x.nupkg')],
  ],
  [
    'one such among a thousand others',
    '/app/node_modules/z/index.js',
    /\(1 file\)/,
    [
      ...Array.from({ length: 1100 }, (_, at) => [
        npm('app', `a${at}`),
        file(`app/node_modules/a${at}/index.js`),
      ]).flat(),
      file('app/node_modules/z/index.js'),
    ],
  ],
  [
    'a Python distribution whose metadata were deleted',
    '/lib/site-packages/django-3.0.dist-info/RECORD',
    /Python distributions without their metadata \(2 files\)/,
    [
      ...dist('lib/site-packages', 'flask'),
      file('lib/site-packages/django-3.0.dist-info/RECORD'),
      file('lib/site-packages/django-3.0.dist-info/WHEEL'),
    ],
  ],
];

for (const [title, where, message, ...layers] of told) {
  test(`told as unread: ${title}`, async () => {
    const { coverage } = await inventoryOf(...layers);
    assert.ok(isIncomplete(coverage));
    assert.equal(coverage.problems.length, 1, JSON.stringify(coverage.problems));
    assert.equal(coverage.problems[0]?.where, where);
    assert.match(coverage.problems[0]?.message ?? '', message);
  });
}

const silent: readonly (readonly [title: string, ...layers: FixtureEntry[][]])[] = [
  ['an image of data', [file('usr/share/data/model.bin'), file('index.html')]],
  ['Alpine', [release('alpine'), apkDatabase]],
  [
    'Wolfi, whose packages carry bills',
    [release('wolfi'), apkDatabase, file('var/lib/db/sbom/busybox-1-r0.spdx.json')],
  ],
  [
    'distroless',
    [release('debian'), file('var/lib/dpkg/status.d/base', 'Package: base-files\nVersion: 12\nArchitecture: amd64\n')],
  ],
  [
    'an empty database of dpkg on Alpine, which can install dpkg',
    [release('alpine'), apkDatabase, file('var/lib/dpkg/status', '')],
  ],
  [
    'a removed package with its configuration left',
    [
      ...dpkg('libc6', 'lib/libc.so.6').slice(1),
      file(
        'var/lib/dpkg/status',
        'Package: libc6\nStatus: install ok installed\nVersion: 1-1\nArchitecture: amd64\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1-1\nArchitecture: amd64\n\n',
      ),
      file('var/lib/dpkg/info/gone.list', '/.\n/etc/gone'),
    ],
  ],
  [
    'the lock file of an application whose packages are installed',
    [npm('app', 'left'), file('app/package-lock.json'), file('app/packages/a/yarn.lock')],
  ],
  [
    'lock files that packages brought for themselves',
    [npm('app', 'left'), file('app/node_modules/left/yarn.lock'), file('app/node_modules/left/Gemfile.lock')],
  ],
  [
    'what packages bring for their tests',
    [
      npm('app', 'left'),
      file('app/node_modules/left/test/fixtures/a.jar'),
      ...dist('lib/site-packages', 'p', 'p/tests/a.whl,,\n'),
      file('lib/site-packages/p/tests/a.whl'),
    ],
  ],
  [
    'a lock file of Python beside its packages',
    [...dist('usr/local/lib/python3/site-packages', 'flask'), file('app/poetry.lock'), file('app/requirements.txt')],
  ],
  [
    'Debian packages left in the cache',
    [...dpkg('libc6', 'lib/libc.so.6'), file('var/cache/apt/archives/a_1_amd64.deb')],
  ],
  [
    'a database that a later layer removed with all that it had brought',
    [...dpkg('libc6', 'lib/libc.so.6'), file('lib/libc.so.6'), file('srv/app')],
    [
      { path: 'var', kind: 'whiteout' },
      { path: 'lib', kind: 'whiteout' },
    ],
  ],
  [
    'a database that a later layer moved behind a link',
    [release('debian'), ...dpkg('libc6', 'lib/libc.so.6'), file('lib/libc.so.6')],
    [
      { path: 'var/lib/dpkg', kind: 'whiteout' },
      { path: 'var/lib/dpkg', kind: 'symlink', link: '/opt/dpkg' },
      ...dpkg('libc6', 'lib/libc.so.6').map((one) => ({ ...one, path: one.path.replace('var/lib/dpkg', 'opt/dpkg') })),
    ],
  ],
  [
    'packages with their manifests',
    [
      npm('app', 'left'),
      file('app/node_modules/left/index.js'),
      file('app/node_modules/left/README.md'),
      file('app/node_modules/left/test/node_modules/fixture/index.js'),
      ...dist('lib/site-packages', 'flask'),
      file('lib/site-packages/flask-1.0.dist-info/WHEEL'),
      file('lib/site-packages/x.egg-info/PKG-INFO', 'Metadata-Version: 1.0\nName: x\nVersion: 1\n'),
      file('lib/site-packages/x.egg-info/top_level.txt'),
    ],
  ],
  [
    'archives among the tests of packages, whoever brought them',
    [file('lib/site-packages/p/tests/a.whl'), file('opt/conda/pkgs/a-1/info/test/b.egg-info/SOURCES.txt')],
  ],
  [
    'an empty folder of a database',
    [file('etc/hosts'), { path: 'nix/store', kind: 'directory' }, { path: 'var/log/packages', kind: 'directory' }],
  ],
  [
    'names that only look alike',
    [
      file('app/jar'),
      file('app/ajar.txt'),
      file('app/yarn.lock.md'),
      file('var/log/packages.log'),
      file('app/conda-meta.json'),
    ],
  ],
];

for (const [title, ...layers] of silent) {
  test(`not told as unread: ${title}`, async () => {
    assert.deepEqual((await inventoryOf(...layers)).coverage.problems, []);
  });
}

const named = async (...layers: FixtureEntry[][]): Promise<string[]> =>
  (await inventoryOf(...layers)).coverage.unidentified.map(({ path, what }) => `${path}: ${what}`);

test('an image of one program is read whole, and the program is told as not identified', async () => {
  const inventory = await inventoryOf([program('server')]);
  assert.deepEqual(inventory.coverage.problems, []);
  const [layer] = inventory.layers;
  assert.deepEqual(inventory.coverage.unidentified, [{ path: 'server', what: 'program (ELF)', layer }]);
});

const programs: readonly (readonly [title: string, expected: string[], ...layers: FixtureEntry[][]])[] = [
  [
    'each format',
    ['a.wasm: program (WebAssembly)', 'b.exe: program (PE)', 'c: script (#!/bin/sh -e)'],
    [file('a.wasm', '\0asm....'), file('b.exe', 'MZ......'), program('c', '#!/bin/sh -e\necho')],
  ],
  [
    'a library without execute bit',
    ['usr/lib/libx.so.1.2: program (ELF)'],
    [{ ...program('usr/lib/libx.so.1.2'), mode: 0o644 }],
  ],
  [
    'one body under several names',
    ['bin/box: program (ELF) under 2 names'],
    [program('bin/box'), { path: 'bin/ls', kind: 'hardlink', link: 'bin/box' }],
  ],
  ['beside packages', ['app/server: program (ELF)'], [apkDatabase, program('app/server'), program('bin/busybox')]],
  ['scripts beside packages are the image’s own', [], [apkDatabase, program('entrypoint.sh', '#!/bin/sh\n')]],
  ['what packages brought', [], [npm('app', 'left'), program('app/node_modules/left/build/left.node')]],
  [
    'a program that a later layer removed or replaced',
    [],
    [program('a'), program('b')],
    [{ path: 'a', kind: 'whiteout' }, file('b', 'text')],
  ],
  ['data with an execute bit', [], [program('a.json', '{"a": 1}'), program('empty', '')]],
  ['what an unread database may have brought', [], [file('var/lib/rpm/rpmdb.sqlite'), program('usr/bin/ls')]],
  [
    'programs of an application that is told as unread',
    ['app/other: program (ELF)'],
    [apkDatabase, file('app/net/a.deps.json'), program('app/net/a.dll', 'MZ......'), program('app/other')],
  ],
];

for (const [title, expected, ...layers] of programs) {
  test(`not identified: ${title}`, async () => assert.deepEqual(await named(...layers), expected));
}

test('a thousand programs are listed, and the rest is counted', async () => {
  const { coverage } = await inventoryOf(Array.from({ length: 1002 }, (_, index) => program(`bin/p${index}`)));
  assert.equal(coverage.unidentified.length, 1000);
  assert.match(coverage.problems[0]?.message ?? '', /^1002 programs could not be identified/);
  assert.ok(!isIncomplete(coverage));
});

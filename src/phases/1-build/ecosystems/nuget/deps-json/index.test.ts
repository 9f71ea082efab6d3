import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Extraction } from '../../extractor.ts';
import { depsJson } from './index.ts';

const target = '.NETCoreApp,Version=v8.0/linux-x64';
const read = (value: unknown, path = 'app/a.deps.json'): Extraction =>
  depsJson.extract(path, new TextEncoder().encode(JSON.stringify(value)));
const deps = (entries: Record<string, unknown>, libraries: Record<string, string>, named = target) => ({
  runtimeTarget: { name: named, signature: '' },
  targets: { [target]: entries },
  libraries: Object.fromEntries(Object.entries(libraries).map(([key, type]) => [key, { type }])),
});
const told = ({ packages }: Extraction): string[] =>
  packages.map(({ name, version, origin }) => `${name} ${version}${origin ? ` of ${origin.takenFrom}` : ''}`);
const dll = (name: string) => ({ runtime: { [`lib/net8.0/${name}.dll`]: {} } });

test('.NET: what has files in the target of the host is there, the application itself is no release of NuGet', () => {
  const found = read(
    deps(
      {
        'App/1.0.0': { dependencies: { a: '2.0.0', Meta: '1.0.0', Gone: '1.0.0' }, ...dll('App') },
        'A/2.0.0': { ...dll('A'), resources: { 'lib/net8.0/de/A.resources.dll': { locale: 'de' } } },
        'Meta/1.0.0': { dependencies: { A: '2.0.0' } },
        'Empty/1.0.0': { runtime: { 'lib/net8.0/_._': {} } },
        'Native/1.0.0': {
          runtimeTargets: { 'runtimes/linux-x64/native/n.so': { rid: 'linux-x64', assetType: 'native' } },
        },
      },
      {
        'App/1.0.0': 'project',
        'A/2.0.0': 'package',
        'Meta/1.0.0': 'package',
        'Empty/1.0.0': 'package',
        'Native/1.0.0': 'package',
        'Local/1.0.0': 'reference',
      },
    ),
  );
  assert.deepEqual(told(found), ['App 1.0.0 of project', 'A 2.0.0', 'Native 1.0.0', 'Local 1.0.0 of reference']);
  assert.deepEqual(found.packages[0]?.requires, [
    ['A@2.0.0', 'A'],
    ['Meta@1.0.0', 'Meta'],
  ]);
  assert.deepEqual(found.packages[1]?.files, ['app/A.dll', 'app/de/A.resources.dll']);
  assert.deepEqual(found.packages[2]?.files, ['app/runtimes/linux-x64/native/n.so']);
  assert.equal(found.isSettled, true);
});

test('.NET: without the target of the host every library counts', () => {
  const found = read(deps({ 'Meta/1.0.0': {} }, { 'Meta/1.0.0': 'package', 'A/1.0.0': 'package' }, 'another'));
  assert.deepEqual(told(found), ['Meta 1.0.0', 'A 1.0.0']);
  assert.deepEqual(told(read({ runtimeTarget: target, libraries: { 'A/1.0.0': { type: 'package' } } })), ['A 1.0.0']);
  assert.deepEqual(told(read({})), []);
});

test('.NET: the runtime of a self-contained application is the package of its pack', () => {
  const key = 'runtimepack.Microsoft.AspNetCore.App.Runtime.linux-musl-x64/8.0.1';
  assert.deepEqual(told(read(deps({ [key]: dll('x') }, { [key]: 'runtimepack' }))), [
    'Microsoft.AspNetCore.App.Runtime.linux-musl-x64 8.0.1',
  ]);
});

const runtimes: [title: string, path: string, key: string, expected: string][] = [
  [
    'of 8.0',
    'usr/share/dotnet/shared/Microsoft.NETCore.App/8.0.1/Microsoft.NETCore.App.deps.json',
    'Microsoft.NETCore.App.Runtime.linux-x64/8.0.1',
    'Microsoft.NETCore.App.Runtime.linux-x64 8.0.1',
  ],
  [
    'of 3.1, under another name',
    'usr/share/dotnet/shared/Microsoft.NETCore.App/3.1.23/Microsoft.NETCore.App.deps.json',
    'runtime.linux-x64.Microsoft.NETCore.App/3.1.23-servicing.22122.4',
    'Microsoft.NETCore.App.Runtime.linux-x64 3.1.23',
  ],
  [
    'in an application of its own',
    'app/Microsoft.NETCore.App.deps.json',
    'runtime.linux-x64.Microsoft.NETCore.App/3.1.23-servicing.22122.4',
    'runtime.linux-x64.Microsoft.NETCore.App 3.1.23-servicing.22122.4',
  ],
];
for (const [title, path, key, expected] of runtimes) {
  test(`.NET: a shared runtime ${title}`, () => {
    assert.deepEqual(told(read(deps({ [key]: dll('System.Runtime') }, { [key]: 'package' }), path)), [expected]);
  });
}

test('.NET: names that are none are told, files never lead out of the folder', () => {
  const found = read(
    deps(
      { 'A/1.0.0': { runtimeTargets: { '../../etc/passwd': {} }, native: { '..': {} } } },
      { 'A/1.0.0': 'package', 'no version': 'package', 'a b/1': 'package', '/1.0': 'package' },
    ),
  );
  assert.deepEqual(told(found), ['A 1.0.0']);
  assert.equal(found.packages[0]?.files, undefined);
  assert.equal(found.problems.length, 3);
});

test('.NET: no list is refused', () => {
  for (const text of ['', '[]', '{', '"x"']) {
    assert.throws(() => depsJson.extract('a.deps.json', new TextEncoder().encode(text)), { code: 'E_FORMAT' });
  }
});

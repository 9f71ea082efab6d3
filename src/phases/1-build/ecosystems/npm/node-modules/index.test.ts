import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPurl } from '../../../../../core/index.ts';
import { example } from './example.ts';
import { nodeModules } from './index.ts';
import { installedName } from './places.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const path = 'app/node_modules/x/package.json';

test('a manifest gives name, version, licence and purl', () => {
  const [found] = nodeModules.extract(example.path, example.bytes).packages;
  assert.deepEqual(found, {
    name: '@scope/left-pad',
    version: '1.3.0',
    type: 'npm',
    versionOrder: 'semver',
    purl: { namespace: '@scope', name: 'left-pad' },
    licences: ['WTFPL'],
    origin: { maintainer: 'Mara Lind <mara@pad.example>', homepage: 'https://github.com/pad/left-pad' },
    requires: [['@scope/pad-core'], ['unicode-width']],
  });
  assert.equal(
    formatPurl({ type: 'npm', ...found?.purl, name: 'left-pad', version: '1.3.0' }),
    'pkg:npm/%40scope/left-pad@1.3.0',
  );
});

const paths: [path: string, name: string | undefined][] = [
  ['node_modules/a/package.json', 'a'],
  ['app/node_modules/a/package.json', 'a'],
  ['app/node_modules/@s/a/package.json', '@s/a'],
  ['app/node_modules/a/node_modules/b/package.json', 'b'],
  ['app/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json', 'a'],
  ['app/node_modules/.pnpm/@s+a@1.0.0/node_modules/@s/a/package.json', '@s/a'],
  ['app/node_modules/.store/a-npm-1.0.0-6382451519/package/package.json', 'a-npm-1.0.0-6382451519'],
  ['usr/local/lib/node_modules/npm/package.json', 'npm'],
  ['app/package.json', undefined],
  ['app/node_modules/package.json', undefined],
  ['app/node_modules/a/benchmark/package.json', undefined],
  ['app/node_modules/a/dist/esm/package.json', undefined],
  ['app/node_modules/@s/package.json', undefined],
  ['app/node_modules/@s/a/dist/package.json', undefined],
  ['app/node_modules/.bin/package.json', undefined],
  ['app/node_modules/.vite/deps/package.json', undefined],
  ['app/my_node_modules/a/package.json', undefined],
  ['app/node_modules/a/package.json.bak', undefined],
  ['app/node_modules//package.json', undefined],
];
for (const [place, name] of paths) {
  test(`${place} is ${name ?? 'no installed package'}`, () => assert.equal(installedName(place), name));
}

/** Manifests, and what must come out of them: `name@version` or the problem. */
const manifests: [title: string, manifest: unknown, packages: string[], notes: string[]][] = [
  ['an alias: the name in the file counts', { name: 'real', version: '1.0.0' }, ['real@1.0.0'], []],
  ['no name: the directory has it', { version: '1.0.0' }, ['x@1.0.0'], []],
  ['neither: the directory has the name', { type: 'module' }, ['x@'], ['x has no version']],
  ['a name alone', { name: 'x' }, ['x@'], ['x has no version']],
  ['a version that is null', { name: 'x', version: null }, ['x@'], ['x has no version']],
  ['an odd version is kept as it is', { name: 'x', version: 'v1.0' }, ['x@v1.0'], []],
  ['an old name with capitals', { name: 'JSONStream', version: '1.0.0' }, ['JSONStream@1.0.0'], []],
  ['a name that is a path', { name: '../x', version: '1.0.0' }, [], ['the manifest has no valid name']],
  ['a name that is an object', { name: {}, version: '1.0.0' }, [], ['the manifest has no valid name']],
  ['a very long name', { name: 'x'.repeat(300), version: '1.0.0' }, [], ['the manifest has no valid name']],
  [
    'a manifest of another package manager',
    { name: 'com.example.tool', version: '1.0.0', unity: '2022.3' },
    [],
    ["com.example.tool 1.0.0 is a manifest of Unity's package manager, not of npm"],
  ],
  ['the word unity in another sense', { name: 'x', version: '1.0.0', unity: { a: 1 } }, ['x@1.0.0'], []],
];
for (const [title, manifest, packages, notes] of manifests) {
  test(`npm: ${title}`, () => {
    const extraction = nodeModules.extract(path, bytes(manifest));
    assert.deepEqual(
      extraction.packages.map(({ name, version }) => `${name}@${version}`),
      packages,
    );
    assert.deepEqual(extraction.problems, []);
    assert.deepEqual(extraction.notes ?? [], notes);
  });
}

test('npm: a manifest with a version that is none is of software that nobody can identify', () => {
  for (const version of ['', ' ', 1, {}, '1'.repeat(300)]) {
    const { packages, unidentified, isSettled } = nodeModules.extract(path, bytes({ name: 'x', version }));
    assert.deepEqual(packages, []);
    assert.deepEqual(unidentified, [{ what: 'Node package x, with a version that is none' }]);
    assert.equal(isSettled, true);
  }
});

const licences: [fields: Record<string, unknown>, licences: string[] | undefined][] = [
  [{ license: 'MIT' }, ['MIT']],
  [{ license: '(MIT OR Apache-2.0)' }, ['(MIT OR Apache-2.0)']],
  [{ license: { type: 'BSD', url: 'https://example.org' } }, ['BSD']],
  [{ license: ['MIT', 'ISC'] }, ['MIT', 'ISC']],
  [{ licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] }, ['MIT', 'GPL-2.0']],
  [{ license: 'MIT', licenses: ['MIT'] }, ['MIT']],
  [{ license: 7 }, undefined],
  [{ license: ' ' }, undefined],
  [{}, undefined],
];
for (const [fields, expected] of licences) {
  test(`licence of ${JSON.stringify(fields)}`, () => {
    assert.deepEqual(
      nodeModules.extract(path, bytes({ name: 'x', version: '1.0.0', ...fields })).packages[0]?.licences,
      expected,
    );
  });
}

test('a byte order mark and bytes that are no UTF-8 do no harm', () => {
  const manifest = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from('{"name":"x","version":"1.0.0","author":"J'),
    Buffer.from([0xf6, 0xff]),
    Buffer.from('rg"}'),
  ]);
  assert.equal(nodeModules.extract(path, manifest).packages.length, 1);
});

for (const text of ['', '{', '[]', 'null', '"x"', '{"name":"x",}']) {
  test(`refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => nodeModules.extract(path, new TextEncoder().encode(text)), { code: 'E_FORMAT' });
  });
}

test('members called like properties of objects mean nothing', () => {
  assert.deepEqual(
    nodeModules
      .extract(path, new TextEncoder().encode('{"__proto__": {"name": "y", "version": "1.0.0"}}'))
      .packages.map(({ name, version }) => `${name}@${version}`),
    ['x@'],
  );
});

const fixtures: [path: string, isFixture: boolean][] = [
  ['a/node_modules/resolve/test/resolver/multirepo/node_modules/x/package.json', true],
  ['a/node_modules/x/test/fixtures/node_modules/lodash/package.json', true],
  ['a/node_modules/@s/x/__tests__/node_modules/lodash/package.json', true],
  // Packages may be called so, and an application may be kept in such a folder.
  ['a/node_modules/test/node_modules/lodash/package.json', false],
  ['a/node_modules/@test/examples/node_modules/lodash/package.json', false],
  ['app/test/node_modules/lodash/package.json', false],
  ['a/node_modules/x/node_modules/lodash/package.json', false],
  ['a/node_modules/x/lib/node_modules/lodash/package.json', false],
];
for (const [place, isFixture] of fixtures) {
  test(`${place} is ${isFixture ? 'of a test' : 'installed'}`, () => {
    const { packages, notes = [] } = nodeModules.extract(place, bytes({ name: 'lodash', version: '1.0.0' }));
    assert.deepEqual([packages.length, notes.length], isFixture ? [0, 1] : [1, 0]);
  });
}

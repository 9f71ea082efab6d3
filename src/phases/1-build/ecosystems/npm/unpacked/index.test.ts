import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnpacked } from '../node-modules/places.ts';
import { unpackedPrograms } from './index.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const outside: [title: string, path: string, manifest: unknown, packages: string[]][] = [
  [
    'Yarn of the official image',
    'opt/yarn-v1.22.22/package.json',
    { name: 'yarn', version: '1.22.22' },
    ['yarn@1.22.22'],
  ],
  ['a published application', 'app/package.json', { name: 'ghost', version: '5.0.0' }, ['ghost@5.0.0']],
  ['one with a scope at the root', 'package.json', { name: '@s/app', version: '1.0.0-rc.1' }, ['@s/app@1.0.0-rc.1']],
  ['a private one', 'app/package.json', { name: 'ghost', version: '5.0.0', private: true }, []],
  ['one without a version', 'app/package.json', { name: 'ghost' }, []],
  ['one without a name', 'app/package.json', { version: '1.0.0' }, []],
  ['settings of a folder', 'app/dist/package.json', { type: 'module' }, []],
  ['a template', 'app/package.json', { name: '{{name}}', version: '{{version}}' }, []],
  ['a template of a version', 'app/package.json', { name: 'a', version: 'VERSION' }, []],
  ['a package of Unity', 'app/package.json', { name: 'com.a.b', version: '1.0.0', unity: '2019.1' }, []],
  ['an extension of VS Code', 'ext/package.json', { name: 'a', version: '1.0.0', engines: { vscode: '^1.57' } }, []],
  [
    "Deno's cache",
    'deno/npm/registry.npmjs.org/@s/a/1.0.0/package.json',
    { name: '@s/a', version: '1.0.0' },
    ['@s/a@1.0.0'],
  ],
  ["Bun's cache", 'root/.bun/install/cache/a@1.0.0/package.json', { name: 'a', version: '1.0.0' }, []],
  ['no object', 'app/package.json', [], []],
];
for (const [title, place, manifest, expected] of outside) {
  test(`outside of node_modules: ${title}`, () => {
    const { packages, problems } = isUnpacked(place)
      ? unpackedPrograms.extract(place, bytes(manifest))
      : { packages: [], problems: [] };
    assert.deepEqual(
      packages.map(({ name, version }) => `${name}@${version}`),
      expected,
    );
    assert.deepEqual(problems, []);
  });
}

test('outside of node_modules: a manifest that is no JSON is noted, and no error', () => {
  const { packages, problems, notes } = unpackedPrograms.extract(
    'app/package.json',
    new TextEncoder().encode('{{ a }}'),
  );
  assert.deepEqual([packages, problems, notes?.length], [[], [], 1]);
});

const manifestPaths: [path: string, may: boolean][] = [
  ['opt/yarn-v1.22.22/package.json', true],
  ['package.json', true],
  ['usr/lib/python3/site-packages/x/tests/data/package.json', false],
  ['app/examples/a/package.json', false],
  ['app/node_modules/a/dist/package.json', false],
  ['app/node_modules/a/package.json', false],
];
for (const [place, may] of manifestPaths) {
  test(`${place} ${may ? 'may prove' : 'proves no'} package`, () => assert.equal(isUnpacked(place), may));
}

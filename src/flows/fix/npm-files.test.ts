import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmFilesOf } from './npm-files.ts';

type Files = Readonly<Record<string, string>>;

const lockOf = (packages: Readonly<Record<string, unknown>>, version = 3): string =>
  JSON.stringify({ lockfileVersion: version, packages });
const manifest = (more: Readonly<Record<string, unknown>> = {}): string => JSON.stringify({ name: 'a', ...more });
const whole: Files = {
  'web/package-lock.json': lockOf({
    '': { dependencies: { sail: '^1.0.0 || 2.x', old: 'npm:@sea/rope@~1.2' } },
    'node_modules/sail': { version: '1.0.0', resolved: 'https://registry.example/sail/-/sail-1.0.0.tgz' },
    'packages/b': { dependencies: { sail: '*' } },
    'node_modules/b': { resolved: 'packages/b', link: true },
  }),
  'web/package.json': manifest({
    dependencies: { sail: '^1.0.0 || 2.x', old: 'npm:@sea/rope@~1.2' },
    overrides: { rope: '$old', x: { '.': '1.0.0', y: 'latest' } },
  }),
  'web/packages/b/package.json': manifest({ dependencies: { sail: '*' } }),
};

const filesOf = (files: Files) =>
  npmFilesOf(
    'web/package-lock.json',
    async (path) => files[path],
    (path) => Object.hasOwn(files, path),
  );

test('npm is given the lock file and the manifests of all parts, and nothing else', async () => {
  const taken = await filesOf({ ...whole, 'web/.npmrc': '# nothing\n\n; nor this\n', 'web/x.js': '' });
  assert.ok('files' in taken, JSON.stringify(taken));
  assert.deepEqual([...taken.files.keys()].sort(), ['package-lock.json', 'package.json', 'packages/b/package.json']);
});

const withDependency = (spec: string): Files => ({
  ...whole,
  'web/package.json': manifest({ dependencies: { x: spec } }),
});

for (const [what, files, why] of [
  ['a .npmrc that says something', { ...whole, 'web/.npmrc': '@corp:registry=https://npm.example/\n' }, /\.npmrc/],
  ['a part outside of the folder', { ...whole, 'web/package-lock.json': lockOf({ '../b': {} }) }, /outside/],
  ['an absolute part', { ...whole, 'web/package-lock.json': lockOf({ '/etc': {} }) }, /outside/],
  ['a part that climbs', { ...whole, 'web/package-lock.json': lockOf({ 'a/../../../b': {} }) }, /outside/],
  ['a part that is not there', { ...whole, 'web/package-lock.json': lockOf({ 'packages/c': {} }) }, /cannot be read/],
  ['an old form', { ...whole, 'web/package-lock.json': lockOf({ '': {} }, 1) }, /old form/],
  ['no JSON', { ...whole, 'web/package-lock.json': '{' }, /old form/],
  [
    'a tarball by git in the lock file',
    {
      ...whole,
      'web/package-lock.json': lockOf({ 'node_modules/x': { resolved: 'git+ssh://git@example.com/x.git#00' } }),
    },
    /registry/,
  ],
  [
    'what a package asks for in the lock file',
    { ...whole, 'web/package-lock.json': lockOf({ 'node_modules/x': { dependencies: { y: 'github:a/b' } } }) },
    /registry/,
  ],
  ['an override', { ...whole, 'web/package.json': manifest({ overrides: { a: { b: 'file:../x' } } }) }, /registry/],
  ...[
    'git+https://example.com/x.git',
    'a/b',
    'github:a/b',
    'file:../x',
    '../x',
    'https://example.com/x.tgz',
    'workspace:*',
    'git@example.com:x.git',
    'npm:../x@1',
  ].map((spec) => [`a dependency on ${spec}`, withDependency(spec), /registry/] as const),
] as const)
  test(`npm is not run for ${what}`, async () => {
    const taken = await filesOf(files as Files);
    assert.ok('why' in taken);
    assert.match(taken.why, why);
  });

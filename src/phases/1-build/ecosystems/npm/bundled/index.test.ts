import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WantedIndex } from '../../wanted.ts';
import { bundledCopies } from './index.ts';

const index = new WantedIndex([bundledCopies]);
const found = (path: string, manifest: Readonly<Record<string, unknown>>): string[] =>
  index
    .byPath(path)
    .flatMap((one) =>
      one
        .extract(path, new TextEncoder().encode(JSON.stringify(manifest)))
        .packages.map(({ name, version }) => `${name}@${version}`),
    );

/* Forms that packages of the registry have, and what is a copy among them. */
const cases: readonly (readonly [path: string, manifest: Readonly<Record<string, unknown>>, packages: string[]])[] = [
  ['n/dist/compiled/react-is', { name: 'react-is', version: '18.2.0', license: 'MIT' }, ['react-is@18.2.0']],
  ['n/dist/compiled/@babel/runtime', { name: '@babel/runtime', version: '7.22.5' }, ['@babel/runtime@7.22.5']],
  ['@s/n/vendor/base64', { name: 'base-64', version: '1.0.0' }, ['base-64@1.0.0']],
  ['n/packages/n-config', { name: 'n-config', version: '1.4.3' }, ['n-config@1.4.3']],
  // A part of the program, by another name than its folder.
  ['n/packages/config', { name: '@n/config', version: '1.4.3' }, []],
  // Settings of a folder.
  ['n/dist/compiled/acorn', { main: 'acorn.js', name: 'acorn' }, []],
  ['n/dist/compiled/@babel/runtime/helpers/esm', { type: 'module' }, []],
  ['n/vendor/bin', { name: 'bin', private: true, version: '1.0.0' }, []],
  ['n/dist', { name: 'dist', private: true, version: '1.0.0' }, []],
  ['n/benchmark', { name: 'benchmark', version: '1.0.0' }, []],
  ['n/esm', { name: 'n', version: '1.0.0' }, []],
  // Itself, built for something else.
  ['n/compiled/n', { name: 'n', version: '1.0.0' }, []],
  // For tests, or a template.
  ['n/test/vendor/x', { name: 'x', version: '1.0.0' }, []],
  ['n/templates/x', { name: 'x', version: '1.0.0' }, []],
  ['n/test/fixtures/node_modules/m/vendor/x', { name: 'x', version: '1.0.0' }, []],
  ['n/vendor/a/b', { name: 'b', version: '1.0.0' }, []],
  ['n', { name: 'n', version: '1.0.0' }, []],
  ['n/vendor', { name: 'vendor', version: '1.0.0' }, []],
];
for (const [folder, manifest, packages] of cases) {
  test(`${folder}: ${packages.join() || 'no copy'}`, () => {
    assert.deepEqual(found(`app/node_modules/${folder}/package.json`, manifest), packages);
  });
}

test('outside of any node_modules it is somebody else’s to tell', () => {
  assert.deepEqual(found('app/vendor/x/package.json', { name: 'x', version: '1.0.0' }), []);
});

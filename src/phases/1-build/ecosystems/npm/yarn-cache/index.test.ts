import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeZip } from '../../../../../../lab/fixtures/index.ts';
import { example } from './example.ts';
import { yarnArchives } from './index.ts';

const told = (path: string, bytes: Uint8Array) => ({ path, extraction: yarnArchives.extract(path, bytes) });
const map = told('app/.pnp.cjs', example.beside?.[0]?.bytes ?? new Uint8Array());

test('an archive that the map leads to, by the name of the archive', () => {
  const archive = told(example.path, example.bytes);
  assert.deepEqual(map.extraction.parts, ['lantern-npm-1.3.0-6382451519-10c0.zip']);
  assert.deepEqual(
    archive.extraction.packages.map(({ name, inside }) => [name, inside]),
    [['lantern', 'node_modules/lantern/package.json']],
  );
  assert.deepEqual(
    yarnArchives.join?.([archive, map]).map(({ path, extraction }) => [path, extraction.isSettled]),
    [['app/.pnp.cjs', true]],
  );
  // Without the archive the map is not read.
  assert.deepEqual(yarnArchives.join?.([map]), []);
});

test('an archive that no map leads to is none', () => {
  const bytes = makeZip([{ name: 'node_modules/x/package.json', content: '{"name":"x","version":"1.0.0"}' }]);
  const other = told('app/.yarn/cache/x-npm-1.0.0-1.zip', bytes);
  for (const files of [[other], [map, other]]) {
    const joined = yarnArchives.join?.(files).find(({ path }) => path.endsWith('.zip'));
    assert.equal(joined?.extraction.isSettled, files.includes(map));
    assert.deepEqual(joined?.extraction.packages, []);
    assert.match(joined?.extraction.notes?.[0] ?? '', /no map/);
  }
});

test('what a package brings along in its archive is told too', () => {
  const bytes = makeZip([
    { name: 'node_modules/a/package.json', content: '{"name":"a","version":"1.0.0"}' },
    { name: 'node_modules/a/node_modules/@s/b/package.json', content: '{"name":"@s/b","version":"2.0.0"}' },
    { name: 'node_modules/a/test/node_modules/c/package.json', content: '{"name":"c","version":"1.0.0"}' },
  ]);
  const { packages } = yarnArchives.extract('root/.yarn/berry/cache/a-npm-1.0.0-1.zip', bytes);
  assert.deepEqual(
    packages.map(({ name, version }) => `${name}@${version}`),
    ['a@1.0.0', '@s/b@2.0.0'],
  );
});

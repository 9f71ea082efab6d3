import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureEntry,
  inTemporaryDirectory,
  makeElf,
  layer as makeLayer,
  ociLayout,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, isIncomplete, isLeftOut } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { secretScanner } from '../secrets/index.ts';
import type { Examined, InventoryOptions, Selection } from './examination.ts';
import { openLayerCache } from './layer-cache.ts';
import { checkExtractors, chooseParts } from './selection.ts';
import { examineImage } from './take-inventory.ts';

const secrets = secretScanner({ key: Buffer.from('a key for tests') });
const now = new Date('2026-11-24T00:00:00Z');

const npm = (folder: string, name: string): FixtureEntry => ({
  path: `${folder}/node_modules/${name}/package.json`,
  body: JSON.stringify({ name, version: '1.0.0' }),
});
const secret = `opener.open('https://scott:t1ger${'Paw'}99@db.internal/')\n`;
const elf = makeElf({ wordSize: 8, littleEndian: true, sections: [] });
const python = 'usr/lib/python3/dist-packages/six-1.0.dist-info';

const entries: readonly FixtureEntry[] = [
  { path: 'etc/os-release', body: 'ID=debian\nVERSION_ID="12"\n' },
  {
    path: 'var/lib/dpkg/status',
    body: 'Package: python3-six\nStatus: install ok installed\nMaintainer: Debian Team <team@lists.debian.org>\nVersion: 1-1\nArchitecture: all\n\n',
  },
  { path: 'var/lib/dpkg/info/python3-six.list', body: `/.\n/${python}/METADATA\n` },
  { path: `${python}/METADATA`, body: 'Metadata-Version: 2.1\nName: six\nVersion: 1.0\n\n' },
  npm('app', 'left'),
  npm('opt/tool', 'right'),
  { path: 'opt/tool/node_modules/broken/package.json', body: '{' },
  { path: 'opt/tool/key.py', body: secret },
  { path: 'app/key.py', body: secret },
  { path: 'opt/bin/thing', body: elf, mode: 0o755 },
  { path: 'srv/package-lock.json', body: '{"lockfileVersion":3,"packages":{}}' },
  { path: 'srv/Gemfile.lock', body: 'GEM\n  specs:\n    rack (1.0)\n' },
];

async function examined(selection?: Selection, more: Partial<InventoryOptions> = {}): Promise<Examined> {
  return inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: [makeLayer(entries)] });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    try {
      const options = { extractors, limits: defaultLimits, now, secrets, ...more };
      return await examineImage(image, selection === undefined ? options : { ...options, selection });
    } finally {
      await image.close();
    }
  });
}

const told = ({ inventory: { packages, coverage }, secrets: found }: Examined) => ({
  packages: packages.map(({ name }) => name).toSorted(),
  secrets: found.map(({ hit }) => hit.path).toSorted(),
  unidentified: coverage.unidentified.map(({ path }) => path),
  missed: coverage.problems.filter(({ incomplete }) => incomplete).map(({ where }) => where.replace(/ .*/, '')),
});
const locks = ['/srv/Gemfile.lock', '/srv/package-lock.json'];
const all = {
  packages: ['left', 'python3-six', 'right', 'six'],
  secrets: ['app/key.py', 'opt/tool/key.py'],
  unidentified: ['opt/bin/thing'],
  missed: ['/opt/tool/node_modules/broken/package.json', ...locks],
};

const cases: readonly (readonly [string, Selection, Partial<typeof all>])[] = [
  [
    'a folder and what is below it',
    { skipPaths: ['/opt/tool/'] },
    { packages: ['left', 'python3-six', 'six'], secrets: ['app/key.py'], missed: locks },
  ],
  [
    'a pattern',
    { skipPaths: ['**/node_modules/right', 'opt/*/thing'] },
    { packages: ['left', 'python3-six', 'six'], unidentified: [] },
  ],
  ['a name is one of the root', { skipPaths: ['node_modules', 'key.py', 'to'] }, {}],
  ['files that nobody reads', { skipPaths: ['srv'] }, { missed: ['/opt/tool/node_modules/broken/package.json'] }],
  [
    'only a folder',
    { onlyPaths: ['app'] },
    { packages: ['left'], secrets: ['app/key.py'], unidentified: [], missed: [] },
  ],
  [
    'only folders, without a part of them',
    { onlyPaths: ['app', 'opt'], skipPaths: ['opt/tool/**'] },
    { packages: ['left'], secrets: ['app/key.py'], missed: [] },
  ],
  // What the distribution brought is its own, and goes with it.
  ['the database of the distribution', { skipPaths: ['var/lib/dpkg'] }, { packages: ['left', 'right'] }],
  ['an extractor', { skipExtractors: ['npm'] }, { packages: ['python3-six', 'six'], missed: ['/srv/Gemfile.lock'] }],
  ['the extractor of an owner', { skipExtractors: ['dpkg'] }, { packages: ['left', 'right'] }],
  ['all extractors but one', { onlyExtractors: ['dpkg'] }, { packages: ['python3-six'], missed: [] }],
  [
    'all extractors but one that owns nothing',
    { onlyExtractors: ['npm'] },
    { packages: ['left', 'right'], missed: ['/opt/tool/node_modules/broken/package.json'] },
  ],
];

test('everything, where nothing is left out', async () => {
  const whole = await examined();
  assert.deepEqual(told(whole), all);
  for (const nothing of [{}, { skipPaths: [], onlyExtractors: [] }])
    assert.deepEqual((await examined(nothing)).inventory.coverage, whole.inventory.coverage);
});

for (const [title, selection, expected] of cases)
  test(`what is left out is gone, and told: ${title}`, async () => {
    const result = await examined(selection);
    const { coverage, packages } = result.inventory;
    // With who reads them, traces of what they read are left out as well.
    const seen = told(result);
    assert.deepEqual(seen, { ...all, ...expected });
    assert.equal(isIncomplete(coverage), seen.missed.length > 0);
    const note = coverage.problems.find(({ message }) => message.startsWith('left out as asked'));
    assert.ok(note !== undefined && !note.incomplete);
    assert.match(note.where, /^--(?:skip|only)-(?:path|extractor) /);
    assert.ok(coverage.parts.some(isLeftOut));
    const ids = new Set(packages.map(({ id }) => id));
    for (const { ownedBy, dependencies = [] } of packages)
      for (const id of [ownedBy ?? [], dependencies].flat()) assert.ok(ids.has(id), id);
  });

test('an extractor that is off is none of those that looked, and all of it is told in one line', async () => {
  const { inventory } = await examined({ skipExtractors: ['npm', 'dpkg'], skipPaths: ['opt'] });
  const { parts } = inventory.coverage;
  assert.ok(!parts.some(({ id }) => id === 'npm' || id === 'dpkg'));
  assert.ok(parts.some(({ id }) => id === 'python'));
  assert.deepEqual(
    parts.filter(isLeftOut).map(({ why }) => why),
    ['as asked: --skip-path opt --skip-extractor npm --skip-extractor dpkg'],
  );
});

test('what was kept of a look is not taken for another one', () =>
  inTemporaryDirectory(async (directory) => {
    const cache = openLayerCache(join(directory, 'cache'), now);
    const more = { cache, program: 'a build' };
    try {
      for (const selection of [
        undefined,
        { skipPaths: ['opt'] },
        { skipExtractors: ['npm'] },
        { onlyPaths: ['opt'] },
        undefined,
      ]) {
        const result = await examined(selection, more);
        assert.deepEqual(told(result), told(await examined(selection)));
        assert.deepEqual(told(await examined(selection, more)), told(result));
      }
    } finally {
      cache.close();
    }
  }));

test('what lies in an archive goes with it', () => {
  const { isLookedAt } = chooseParts({ skipPaths: ['opt/a.jar', '**/tests'] }, []);
  for (const [path, looked] of [
    ['opt/a.jar', false],
    ['opt/a.jar!/lib/b.jar', false],
    ['opt/a.jar.bak', true],
    ['opt/b.jar!/x', true],
    ['tests/x', true],
    ['a/tests', false],
    ['a/tests/b/c', false],
    ['a/tests.js', true],
  ] as const)
    assert.equal(isLookedAt(path), looked, path);
});

test('an extractor that there is not is refused with those that there are', () => {
  assert.doesNotThrow(() => checkExtractors({ skipExtractors: ['npm'] }, extractors));
  assert.throws(() => checkExtractors({ onlyExtractors: ['nmp'] }, extractors), {
    code: 'E_USAGE',
    next: /^Did you mean npm\? They are .*dpkg.*npm/,
  });
});

test('the folder itself is all of it, and a leading ./ says nothing', () => {
  for (const path of ['.', './', '/', '']) assert.ok(chooseParts({ onlyPaths: [path] }, []).isLookedAt('a/b'), path);
  const only = chooseParts({ onlyPaths: ['./a'] }, []);
  assert.deepEqual(['a/b', 'a', 'b'].map(only.isLookedAt), [true, true, false]);
});

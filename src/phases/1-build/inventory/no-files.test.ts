import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Problem } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { declaredExtractors, extractors as installed } from '../ecosystems/index.ts';
import type { Selection } from './examination.ts';
import { takeInventory } from './take-inventory.ts';

const extractors = [...installed, ...declaredExtractors];
const lock = '{"lockfileVersion": 3, "packages": {"node_modules/a": {"version": "1.0.0"}}}';

/** Links by path, besides a lock file and a folder; no target is a pipe. */
const problemsOf = (
  links: Readonly<Record<string, string | undefined>>,
  more: readonly string[] = [],
  selection: Selection = {},
) =>
  inTemporaryDirectory(async (root): Promise<readonly Problem[]> => {
    const directory = join(root, 'tree');
    for (const path of ['real/package-lock.json', 'up.txt', ...more]) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), path.endsWith('.json') ? lock : '');
    }
    writeFileSync(join(root, 'up.txt'), 'django==3.0\n');
    for (const [path, to] of Object.entries(links)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      if (to === undefined) execFileSync('mkfifo', [join(directory, path)]);
      else symlinkSync(to, join(directory, path));
    }
    const image = await openTarget(directory, { limits: defaultLimits });
    const now = new Date('2026-11-24T00:00:00Z');
    return (await takeInventory(image, { extractors, limits: defaultLimits, now, selection })).coverage.problems.filter(
      ({ incomplete }) => incomplete,
    );
  });

const cases: readonly (readonly [path: string, to: string | undefined, message: RegExp])[] = [
  ['package-lock.json', '/nowhere/x', /a link to \/nowhere\/x, where nothing is in this tree/],
  ['package-lock.json', 'package-lock.json', /a link to package-lock\.json, where nothing/],
  ['package-lock.json', undefined, /a pipe, a socket or a device/],
  ['package.json', 'gone', /a link to gone/],
  ['requirements.txt', '../up.txt', /leads out of the tree, to \.\.\/up\.txt/],
  ['a/b/requirements.txt', '../../../up.txt', /leads out of the tree/],
  ['a/go.mod', 'gone', /a link to gone/],
  ['Cargo.lock', 'gone', /a link to gone/],
  ['pom.xml', 'gone', /a link to gone/],
  ['deno.lock', 'gone', /a link to gone/],
  ['x/conda-meta/a-1-0.json', 'gone', /a link to gone/],
];
for (const [path, to, message] of cases)
  test(`told in a source tree: ${path} ${to === undefined ? 'is a pipe' : `leads to ${to}`}`, async () => {
    const told = await problemsOf({ [path]: to });
    assert.deepEqual(
      told.map(({ where, incomplete }) => [where, incomplete]),
      [[`/${path}`, true]],
    );
    assert.match(told[0]?.message ?? '', message);
  });

const silent: readonly (readonly [what: string, links: Readonly<Record<string, string>>, more?: readonly string[]])[] =
  [
    ['a link to a file of the tree', { 'package-lock.json': 'real/package-lock.json' }],
    ['a link from the root of the tree', { 'a/package-lock.json': '/real/package-lock.json' }],
    ['a link to a folder', { 'go.mod': 'real' }],
    ['a link that nobody wants', { 'x/notes': '/nowhere' }],
    ['the root file system of something', { 'a/package-lock.json': '/nowhere' }, ['etc/passwd']],
  ];
for (const [what, links, more] of silent)
  test(`not told: ${what}`, async () => assert.deepEqual(await problemsOf(links, more), []));

test('of many the first are told, and the rest is counted', async () => {
  const links = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`d${index}/Cargo.lock`, 'gone']));
  const told = await problemsOf(links);
  assert.equal(told.length, 21);
  assert.match(told.at(-1)?.message ?? '', /^5 more entries/);
});

test('what is left out is not told', async () => {
  const links = { 'a/Cargo.lock': 'gone', 'b/deno.lock': 'gone' };
  assert.deepEqual(await problemsOf(links, [], { skipPaths: ['a', 'b'] }), []);
  const told = await problemsOf({ 'Cargo.lock': 'gone', 'go.mod': 'gone' }, [], { onlyExtractors: ['go-mod'] });
  assert.deepEqual(
    told.map(({ where }) => where),
    ['/go.mod'],
  );
});

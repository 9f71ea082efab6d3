import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Inventory, isIncomplete } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { type Extractor, extractors, type FoundPackage } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

const locked = (name: string, more: Partial<FoundPackage> = {}): FoundPackage => ({
  name,
  version: '1.0.0',
  type: 'npm',
  versionOrder: 'semver',
  purl: { name },
  ...more,
});

/** Each line of a list is a package, or names a list whose packages are meant as well. */
const lists: Extractor = {
  id: 'lists',
  version: 1,
  title: 'Lists of the test, which name lists',
  evidence: 'declared',
  wanted: { anywhere: ['package-lock.json', '*.list'] },
  gives: [],
  maxBytes: 1024,
  isDatabase: false,
  extract(_path, bytes) {
    const lines = Buffer.from(bytes).toString().split('\n').filter(Boolean);
    if (lines.includes('broken')) throw new Error('broken');
    return { packages: [], files: [], problems: [], parts: lines };
  },
  join(files) {
    const byPath = new Map(files.map((file) => [file.path, file]));
    return files.map(({ path, extraction }) => {
      const problems: string[] = [];
      const packages = (extraction.parts ?? []).flatMap((line) => {
        if (!String(line).endsWith('.list')) return [locked(String(line), { direct: true })];
        const other = byPath.get(String(line));
        if (other === undefined) problems.push(`there is no ${line}`);
        return (other?.extraction.parts ?? []).map((one) => locked(String(one), { direct: false }));
      });
      return { path, extraction: { packages, files: [], problems } };
    });
  },
};

const inventoryOf = (files: Readonly<Record<string, string>>): Promise<Inventory> =>
  inTemporaryDirectory(async (directory) => {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(directory, path)), { recursive: true });
      await writeFile(join(directory, path), text);
    }
    const image = await openTarget(directory, { limits: defaultLimits });
    const now = new Date('2026-11-24T00:00:00Z');
    return takeInventory(image, { extractors: [...extractors, lists], limits: defaultLimits, now });
  });

test('what files mean together is told by each of them, and what is declared is marked', async () => {
  const { packages, coverage } = await inventoryOf({ 'package-lock.json': 'a\nb.list\n', 'b.list': 'c\n' });
  assert.deepEqual(
    packages.map(({ name, path, evidence, direct }) => [name, path, evidence, direct]),
    [
      ['a', 'package-lock.json', 'declared', true],
      ['c', 'b.list', 'declared', true],
      ['c', 'package-lock.json', 'declared', false],
    ],
  );
  assert.equal(isIncomplete(coverage), false);
});

test('a lock file that was read and names nothing is no gap', async () => {
  assert.deepEqual((await inventoryOf({ 'package-lock.json': '' })).coverage.problems, []);
});

const gaps: readonly (readonly [what: string, files: Readonly<Record<string, string>>, message: RegExp])[] = [
  ['one that cannot be read', { 'package-lock.json': 'broken' }, /the lists extractor failed/],
  ['one that names what is not there', { 'package-lock.json': 'b.list' }, /there is no b\.list/],
  ['one that nobody reads', { 'deno.lock': '{}' }, /lock files of Deno/],
  [
    'one that nobody reads beside one of its kind',
    { 'package-lock.json': 'a', 'x/deno.lock': '{}' },
    /lock files of Deno/,
  ],
];
for (const [what, files, message] of gaps)
  test(`a lock file is a gap: ${what}`, async () => {
    const { coverage } = await inventoryOf(files);
    assert.ok(isIncomplete(coverage));
    assert.match(coverage.problems.map((one) => one.message).join('\n'), message);
  });

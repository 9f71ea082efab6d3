import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../../../lab/fixtures/index.ts';
import { emptyCoverage, type Inventory } from '../../../../core/index.ts';
import { openArchiveList, writeArchiveList } from './archive-list.ts';
import { hasUnknownArchives, identify } from './identify.ts';

const [one, two] = ['1'.repeat(40), 'a'.repeat(40)];
async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n');
}
const write = (folder: string, text: string): Promise<number> => writeArchiveList(folder, linesOf(text), 'list.csv');

test('a list of archives: lines of CSV and of JSON, a heading, comments and empty lines', () =>
  inTemporaryDirectory(async (folder) => {
    assert.equal(openArchiveList(folder), undefined);
    const text = `sha1,group,artifact,version\r\n# mine\n\n${one},org.example,thing,1.0\r\n{"sha1":"${two.toUpperCase()}","group":"g","artifact":"a","version":"2"}`;
    assert.equal(await write(folder, text), 2);
    const list = openArchiveList(folder);
    assert.deepEqual(list?.published(one), ['pkg:maven/org.example/thing@1.0']);
    assert.deepEqual(list?.published(two), ['pkg:maven/g/a@2']);
    assert.deepEqual(list?.published('0'.repeat(40)), []);
    list?.close();
  }));

const good = `${two},g,after,1`;
const bad: [title: string, text: string][] = [
  ['nothing', ''],
  ['comments alone', '# nothing\n'],
  ['too few fields', `${good}\n${one},g,a`],
  ['too many fields', `${good}\n${one},g,a,1,x`],
  ['no SHA-1', `${good}\nabc,g,a,1`],
  ['a version with a blank', `${good}\n${one},g,a,1 2`],
  ['no JSON', `${good}\n{"sha1":`],
  ['a member that is missing', `${good}\n{"sha1":"${one}","group":"g","artifact":"a"}`],
];
for (const [title, text] of bad) {
  test(`a list of archives with ${title} is refused, and the one before stays`, () =>
    inTemporaryDirectory(async (folder) => {
      await write(folder, `${two},g,before,1`);
      await assert.rejects(write(folder, text), { code: 'E_FORMAT' });
      const list = openArchiveList(folder);
      assert.deepEqual(list?.published(two), ['pkg:maven/g/before@1']);
      list?.close();
      assert.deepEqual(readdirSync(join(folder, 'archives')), ['java.sqlite']);
    }));
}

test('a file that is no list is told', () =>
  inTemporaryDirectory(async (folder) => {
    mkdirSync(join(folder, 'archives'));
    writeFileSync(join(folder, 'archives', 'java.sqlite'), 'something else '.repeat(100));
    assert.throws(() => openArchiveList(folder), { code: 'E_DATABASE' });
  }));

const inventory: Inventory = {
  subject: { kind: 'files', name: 'x', path: 'x' } as unknown as Inventory['subject'],
  packages: [],
  layers: [],
  coverage: {
    ...emptyCoverage,
    unidentified: [
      { path: 'app.jar!/lib/a.jar', what: 'Java archive', sha1: one },
      { path: 'b.jar', what: 'Java archive', sha1: two },
      { path: 'c.jar', what: 'Java archive', sha1: '0'.repeat(40) },
      { path: 'run', what: 'program (ELF)' },
    ],
  },
};

test('archives that a list knows become packages; those of several names say them, others stay', () => {
  const list = {
    published: (sha1: string) =>
      sha1 === one ? ['pkg:maven/org.example/thing@1.0'] : sha1 === two ? ['pkg:maven/g/a@1', 'pkg:maven/h/b@1'] : [],
    close: () => {},
  };
  assert.equal(hasUnknownArchives(inventory), true);
  const known = identify(inventory, list);
  assert.deepEqual(
    known.packages.map(({ id, name, versionOrder, foundBy }) => [id, name, versionOrder, foundBy]),
    [['pkg:maven/org.example/thing@1.0 /app.jar!/lib/a.jar', 'org.example:thing', 'maven', 'archives']],
  );
  assert.deepEqual(
    known.coverage.unidentified.map(({ path, what }) => `${path}: ${what}`),
    [
      'b.jar: Java archive, published as pkg:maven/g/a@1 and pkg:maven/h/b@1',
      'c.jar: Java archive',
      'run: program (ELF)',
    ],
  );
  assert.deepEqual(known.coverage.parts, [{ id: 'archives', version: 1, files: 3, found: 1, state: 'complete' }]);
  assert.deepEqual(identify(known, list).packages, known.packages, 'a second time nothing changes');
  assert.deepEqual(identify(known, list).coverage.unidentified, known.coverage.unidentified);
});

test('without archives there is nothing to ask', () => {
  assert.equal(hasUnknownArchives({ ...inventory, coverage: emptyCoverage }), false);
});

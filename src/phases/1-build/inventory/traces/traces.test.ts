import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultLimits } from '../../../../core/index.ts';
import { FileTree, type LayerEntry } from '../../../../foundations/images/index.ts';
import { extractors, WantedIndex } from '../../ecosystems/index.ts';
import { findTraces } from './find-traces.ts';
import { traces } from './index.ts';
import { ownersOf } from './owned-paths.ts';
import { unreadSoftware } from './unread-software.ts';

const entryOf = (path: string): LayerEntry => ({ path, kind: 'file', size: 0, mode: 0o644 });
const treeOf = (...paths: string[]): FileTree => FileTree.merge([paths.map(entryOf)], defaultLimits);

/** What is told of files at these paths, from which nobody took a package. */
const toldOf = (...paths: string[]) =>
  unreadSoftware({
    groups: findTraces(treeOf(...paths)),
    packages: [],
    owners: ownersOf([], []),
    distribution: undefined,
    isWanted: (path) => new WantedIndex(extractors).byPath(path).length > 0,
    read: new Set(),
    refused: new Set(),
  }).problems;

/** A path that a place describes. */
const examplePath = (place: string): string =>
  `${place.replaceAll('*', 'some')}${place.endsWith('/') ? 'thing/file' : ''}`;

for (const { what, places } of traces) {
  test(`${what}: told at each place, at the root and below another one, once`, () => {
    for (const path of places.map(examplePath)) {
      for (const at of [path, `srv/x/${path}`]) {
        const told = toldOf(at);
        assert.equal(told.length, 1, `${at}: ${JSON.stringify(told)}`);
        assert.ok(told[0]?.incomplete && `${at}/`.startsWith(`${told[0].where.slice(1)}/`), at);
      }
    }
  });
}

test('no two traces are told by the same words', () => {
  const words = traces.map(({ kind, what }) => `${kind} ${what}`);
  assert.equal(new Set(words).size, words.length);
});

test('a database counts once for each root, at most twenty are told, and that there are more', () => {
  const roots = Array.from({ length: 30 }, (_, index) => `r${index + 10}/var/lib/rpm/Packages`);
  const told = toldOf(...roots, 'r10/var/lib/rpm/rpmdb.sqlite');
  assert.equal(told.length, 21);
  assert.equal(told.at(-1)?.message, 'and more package databases of rpm');
});

test('a million files of one kind make one line', () => {
  const jars = Array.from({ length: 3000 }, (_, index) => `app/${index}.jar`);
  const [only, ...more] = toldOf(...jars);
  assert.match(only?.message ?? '', /\(3,000 files\)/);
  assert.deepEqual(more, []);
});

test('a hundred thousand empty folders of a database cost nothing and prove nothing', () => {
  const folders = Array.from(
    { length: 100_000 },
    (_, index): LayerEntry => ({ ...entryOf(`${index}/nix/store`), kind: 'directory' }),
  );
  const tree = FileTree.merge([[...folders, entryOf('other/file')]], defaultLimits);
  const started = performance.now();
  assert.deepEqual(findTraces(tree), []);
  assert.ok(performance.now() - started < 5000);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileName, folderOf, nearestAbove, pathFrom } from './near.ts';

test('the nearest is in the folder itself or above, never beside', () => {
  const locks = new Map([
    ['', 'top'],
    ['a/b', 'inner'],
  ]);
  for (const [path, nearest] of [
    ['x.json', 'top'],
    ['a/x.json', 'top'],
    ['a/b/x.json', 'inner'],
    ['a/b/c/x.json', 'inner'],
    ['a/bc/x.json', 'top'],
  ] as const)
    assert.equal(nearestAbove(path, locks), nearest, path);
  assert.equal(nearestAbove('c/x.json', new Map([['a', 1]])), undefined);
});

test('a path that a file writes stays in the root', () => {
  for (const [file, written, path] of [
    ['a/b.txt', 'c.txt', 'a/c.txt'],
    ['a/b.txt', './c//d.txt', 'a/c/d.txt'],
    ['a/b.txt', '../c.txt', 'c.txt'],
    ['a/b.txt', '../../c.txt', undefined],
    ['b.txt', '..', undefined],
    ['a/b/c.txt', '../..', ''],
  ] as const)
    assert.equal(pathFrom(file, written), path, `${file} ${written}`);
  assert.deepEqual([folderOf('a/b/c'), folderOf('c'), fileName('a/b/c'), fileName('c')], ['a/b', '', 'c', 'c']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WantedIndex } from '../../wanted.ts';
import { alpmLocal } from './index.ts';

const path = 'var/lib/pacman/local/a-1:2.0-1/desc';
const read = (text: string, at = path) => alpmLocal.extract(at, new TextEncoder().encode(text));

test('pacman: sections, values a line', () => {
  const [found] = read(
    '%NAME%\r\na\r\n\r\n%VERSION%\n1:2.0-1\n\n%LICENSE%\nApache-2.0\ncustom:a\nApache-2.0\n\n%NAME%\nother\n\n%DEPENDS%\nglibc>=2.38\nlibx.so=8-64\n\n%PACKAGER%\nUnknown Packager\n',
  ).packages;
  assert.equal(found?.name, 'a');
  assert.equal(found?.version, '1:2.0-1');
  assert.deepEqual(found?.licences, ['Apache-2.0', 'custom:a']);
  assert.deepEqual(found?.requires, [['glibc'], ['libx.so']]);
  assert.deepEqual([found?.origin, found?.source, found?.architecture], [undefined, undefined, undefined]);
});

test('pacman: a description without a name or a version is refused', () => {
  for (const text of ['', '%NAME%\na\n', '%NAME%\n\n%VERSION%\n1\n', 'NAME\na\n\nVERSION\n1\n'])
    assert.throws(() => read(text), { code: 'E_FORMAT' }, JSON.stringify(text));
});

test('pacman: files join by their folder, without folders', () => {
  const { files } = read(
    '%FILES%\nusr/\nusr/bin/\nusr/bin/a\netc/a.conf\n\n%BACKUP%\netc/a.conf\n',
    path.replace('desc', 'files'),
  );
  assert.deepEqual(files, [{ key: 'a-1:2.0-1', files: ['usr/bin/a', 'etc/a.conf'] }]);
  const [found] = read('%NAME%\na\n\n%VERSION%\n1:2.0-1\n').packages;
  assert.equal(found && alpmLocal.packageKey?.(found, path), 'a-1:2.0-1');
});

test('pacman: only the database of the root', () => {
  const index = new WantedIndex([alpmLocal]);
  assert.deepEqual(index.byPath(path), [alpmLocal]);
  for (const other of [`srv/root/${path}`, 'var/lib/pacman/local/desc', 'var/lib/pacman/sync/a/desc', `${path}/x`])
    assert.deepEqual(index.byPath(other), [], other);
});

test('pacman: files without a description are told', () => {
  const list = (folder: string) => {
    const at = `var/lib/pacman/local/${folder}/files`;
    return { path: at, extraction: read('%FILES%\nusr/bin/x\n', at) };
  };
  const desc = { path, extraction: read('%NAME%\na\n\n%VERSION%\n1:2.0-1\n') };
  const joined = alpmLocal.join?.([desc, list('a-1:2.0-1'), list('bad-1-1')]) ?? [];
  assert.deepEqual(
    joined.map(({ path: at, extraction }) => [at, extraction.problems, extraction.files.length]),
    [
      [
        'var/lib/pacman/local/bad-1-1/files',
        ['no desc that can be read lies beside it: its package is not in this inventory'],
        1,
      ],
    ],
  );
});

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { openDirectory } from './directory.ts';

const isProjectFile = (name: string): boolean => name === 'pom.xml';

async function opened(files: Readonly<Record<string, string>>) {
  return inTemporaryDirectory(async (folder) => {
    for (const [path, body] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), body);
    }
    const { subject, told = [] } = openDirectory(folder, folder, { rootMarks: ['etc/harbour-release'], isProjectFile });
    return { content: subject.kind === 'files' && subject.content, told: told.map(({ message }) => message) };
  });
}

/** What only roots have can be committed; what only projects have is no secret of theirs. */
const folders: readonly (readonly [what: string, files: Readonly<Record<string, string>>, content: string])[] = [
  ['a root', { 'etc/passwd': 'root:x:0:0::/:/bin/sh\n' }, 'directory'],
  ['a root by the release of its distribution', { 'etc/harbour-release': 'Harbour 1\n' }, 'directory'],
  ['a project in a root', { 'etc/passwd': '', 'srv/pom.xml': '' }, 'directory'],
  ['sources', { 'a.txt': '' }, 'sources'],
  ['a project with a passwd', { 'etc/passwd': 'root:x:0:0::/:/bin/sh\n', 'pom.xml': '' }, 'sources'],
  ['a checkout with an os-release', { 'etc/os-release': 'ID=debian\n', '.git/HEAD': '', 'src/pom.xml': '' }, 'sources'],
  ['a worktree with a shell', { 'bin/sh': '', '.git': 'gitdir: elsewhere\n' }, 'sources'],
];
for (const [what, files, content] of folders) {
  test(`${what}: ${content}`, async () => assert.equal((await opened(files)).content, content));
}

test('submodules that are not here are told, and those that are, or are none, are not', async () => {
  const modules = (...paths: readonly string[]): string =>
    paths.map((path) => `[submodule "${path}"]\n\tpath = ${path}\n\turl = x\n`).join('');
  const { told } = await opened({ '.gitmodules': modules('gone', 'here', '../out', '/etc', 'a/b'), 'here/x': '' });
  assert.deepEqual(told, ['submodules of git that are not here (gone, a/b): nothing in them was looked at']);
  assert.deepEqual((await opened({ '.gitmodules': '# none\n' })).told, []);
  assert.deepEqual((await opened({ 'a.txt': '' })).told, []);
});

import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { filesAt } from './files-at.ts';

const config = (url: string, name = 'origin'): string =>
  `[core]\n\tbare = false\n[remote "${name}"]\n\turl = ${url} ; where it is\n\tfetch = +refs/heads/*:refs/remotes/${name}/*\n`;
const shop = config('https://user:secret@github.com/acme/shop.git');

/** What stands at paths: the text of a file, or where a link leads. */
type Tree = Readonly<Record<string, string | { readonly link: string }>>;

const inTree = (tree: Tree, use: (folder: string) => void): Promise<void> =>
  inTemporaryDirectory(async (given) => {
    const folder = realpathSync(given);
    for (const [name, what] of Object.entries(tree)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      if (typeof what === 'string') writeFileSync(path, what.replaceAll('ROOT', folder));
      else symlinkSync(what.link, path);
    }
    use(folder);
  });

/** `repository#path`, or `folder#path`. */
function placed(folder: string, path: string): string {
  const found = filesAt(join(folder, path));
  if (found === undefined) return 'nothing';
  return `${'repository' in found.place ? found.place.repository : 'folder'}#${found.path}`;
}

const worktree: Tree = {
  'main/.git/config': shop,
  'main/.git/worktrees/wt/commondir': '../..\n',
  'main/.git/worktrees/wt/gitdir': 'ROOT/wt/.git\n',
  'wt/.git': 'gitdir: ROOT/main/.git/worktrees/wt\n',
  'wt/a/Dockerfile': '',
};
const submodule: Tree = {
  '.git/config': config('https://github.com/acme/all'),
  '.git/modules/sub/config': `[core]\n\tworktree = ../../../sub\n${shop}`,
  'sub/.git': 'gitdir: ../.git/modules/sub\n',
  'sub/Dockerfile': '',
};
const private_ = config('https://git.test/private');

const cases: readonly (readonly [what: string, tree: Tree, path: string, expected: string])[] = [
  [
    'a file of a checkout',
    { '.git/config': shop, 'a/Dockerfile': '' },
    'a/Dockerfile',
    'github.com/acme/shop#a/Dockerfile',
  ],
  ['a folder of it', { '.git/config': shop, 'a/Dockerfile': '' }, 'a', 'github.com/acme/shop#a'],
  ['all of it', { '.git/config': shop }, '', 'github.com/acme/shop#'],
  ['a link to a file of it', { '.git/config': shop, 'a/D': '', b: { link: 'a/D' } }, 'b', 'github.com/acme/shop#a/D'],
  ['a link into it', { 'x/.git/config': shop, 'x/D': '', 'y/D': { link: '../x/D' } }, 'y/D', 'github.com/acme/shop#D'],
  ['the innermost', { '.git/config': private_, 'x/.git/config': shop, 'x/D': '' }, 'x/D', 'github.com/acme/shop#D'],
  ['no checkout', { 'a/Dockerfile': '' }, 'a/Dockerfile', 'folder#Dockerfile'],
  ['no checkout, a folder', { 'a/Dockerfile': '' }, 'a', 'folder#'],
  ['a checkout without a remote', { '.git/config': '[core]\n', 'a/D': '' }, 'a/D', 'folder#a/D'],
  ['a remote on this machine', { '.git/config': config('/srv/shop.git'), 'a/D': '' }, 'a/D', 'folder#a/D'],
  [
    'origin among others',
    { '.git/config': config('git@h.test:fork/x', 'mine') + shop, D: '' },
    'D',
    'github.com/acme/shop#D',
  ],
  ['the only remote', { '.git/config': config('git@h.test:acme/x', 'up'), D: '' }, 'D', 'h.test/acme/x#D'],
  [
    'two remotes, none of them origin',
    { '.git/config': config('git@h.test:a/x', 'b') + config('git@h.test:c/x', 'd'), D: '' },
    'D',
    'folder#D',
  ],
  ['nothing there', {}, 'gone', 'nothing'],
  ['a worktree', worktree, 'wt/a/Dockerfile', 'github.com/acme/shop#a/Dockerfile'],
  ['a submodule', submodule, 'sub/Dockerfile', 'github.com/acme/shop#Dockerfile'],
  // What a stranger may have put there.
  [
    'a pointer to a repository of others',
    { 'p/.git/config': private_, 'x/.git': 'gitdir: ../p/.git\n', 'x/D': '' },
    'x/D',
    'folder#D',
  ],
  [
    'a pointer to a worktree of others',
    { ...worktree, 'x/.git': 'gitdir: ROOT/main/.git/worktrees/wt\n', 'x/D': '' },
    'x/D',
    'folder#D',
  ],
  [
    'files of a worktree that name a repository of others',
    {
      'p/.git/config': private_,
      'x/w/commondir': '../../p/.git\n',
      'x/w/gitdir': 'ROOT/x/.git\n',
      'x/.git': 'gitdir: w\n',
      'x/D': '',
    },
    'x/D',
    'folder#D',
  ],
  ['a pointer to nowhere', { '.git': 'gitdir: nowhere\n', D: '' }, 'D', 'folder#D'],
  ['a pointer to itself', { '.git': 'gitdir: .\n', D: '' }, 'D', 'folder#D'],
  [
    'a link to a repository of others',
    { 'p/.git/config': private_, 'x/.git': { link: '../p/.git' }, 'x/D': '' },
    'x/D',
    'folder#D',
  ],
  [
    'a configuration that is a link',
    { 'p/config': private_, 'x/.git/config': { link: '../../p/config' }, 'x/D': '' },
    'x/D',
    'folder#D',
  ],
  ['a configuration without end', { '.git/config': `${shop}${'#'.repeat(2 * 1024 * 1024)}`, D: '' }, 'D', 'folder#D'],
  [
    'a configuration that is noise',
    { '.git/config': '\u0000[[remote "origin"]\nurl=\n[remote "origin"\nurl', D: '' },
    'D',
    'folder#D',
  ],
  ['a device of another kind', { '.git/config': config('https://github.com/a\u0007b'), D: '' }, 'D', 'folder#D'],
];

for (const [what, tree, path, expected] of cases)
  test(`files at a path: ${what}: ${expected}`, () =>
    inTree(tree, (folder) => assert.equal(placed(folder, path), expected)));

test('files at a path: two folders are two places, and one is the same each time, by whatever way', () =>
  inTree({ 'a/Dockerfile': '', 'b/Dockerfile': '', c: { link: 'a' } }, (folder) => {
    const [a, b] = [filesAt(join(folder, 'a/Dockerfile')), filesAt(join(folder, 'b/Dockerfile'))];
    assert.notDeepEqual(a, b);
    assert.deepEqual(filesAt(join(folder, 'c/Dockerfile')), a);
    assert.deepEqual(filesAt(resolve(folder, 'b/../a/Dockerfile')), a);
    renameSync(join(folder, 'a'), join(folder, 'd'));
    assert.notDeepEqual(filesAt(join(folder, 'd/Dockerfile')), a, 'a folder that was moved is another');
  }));

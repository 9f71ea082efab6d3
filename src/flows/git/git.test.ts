import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { runProgram } from '../../foundations/net/index.ts';
import { examine } from '../examine.ts';
import { offlineSettings } from '../settings.ts';
import { fetchRepository } from './fetch-repository.ts';
import { isGitTarget, parseGitTarget } from './git-address.ts';

const addresses: readonly (readonly [
  target: string,
  url: string,
  revision: string | undefined,
  repository: string | undefined,
])[] = [
  ['git:https://github.com/acme/shop', 'https://github.com/acme/shop', undefined, 'github.com/acme/shop'],
  [
    'git:https://user@git.example:8443/acme/shop.git@v1.0',
    'https://user@git.example:8443/acme/shop.git',
    'v1.0',
    'git.example:8443/acme/shop',
  ],
  ['git:git@github.com:acme/shop.git@feature/x', 'git@github.com:acme/shop.git', 'feature/x', 'github.com/acme/shop'],
  [
    'git:ssh://git@github.com/acme/shop@0123456789012345678901234567890123456789',
    'ssh://git@github.com/acme/shop',
    '0123456789012345678901234567890123456789',
    'github.com/acme/shop',
  ],
  ['git:/srv/shop@main', '/srv/shop', 'main', undefined],
  ['git:.', '.', undefined, undefined],
  ['git:file:///srv/shop', '/srv/shop', undefined, undefined],
];
for (const [target, url, revision, repository] of addresses)
  test(`an address: ${target}`, () => {
    assert.ok(isGitTarget(target));
    const read = parseGitTarget(target);
    assert.deepEqual([read.url, read.revision, read.repository], [url, revision, repository]);
  });

for (const target of [
  'git:--upload-pack=touch /tmp/x',
  'git:-c/x',
  'git:https://user:secret@github.com/acme/shop',
  'git:ext::sh -c x/y',
  'git:ssh://-oProxyCommand=x/y',
  'git:ssh://x@-oProxyCommand=x/y',
  'git:-oProxyCommand=x:y/z',
  'git:host:-x/y',
  'git:https://github.com/acme/shop@--exec=x',
  'git:https://github.com/acme/shop@a..b',
  'git:https://github.com/acme/sh op',
  'git:file://host/x',
  'git:ftp://h.example/x',
])
  test(`no address: ${target}`, () => assert.throws(() => parseGitTarget(target), { code: 'E_USAGE' }));

test('an image that is called git is none', () => {
  for (const target of ['git:2.40', 'git:latest', 'git', 'gitea/gitea:1'])
    assert.equal(isGitTarget(target), false, target);
});

const programPath = '/usr/local/bin:/usr/bin:/bin';
const env = {
  PATH: programPath,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};
const git = async (folder: string, ...args: string[]): Promise<string> => {
  const result = await runProgram('git', ['-C', folder, ...args], {
    timeout: 60_000,
    maxBytes: 1_000_000,
    env,
    searchPath: programPath,
  });
  assert.equal(result.status, 0, Buffer.from(result.stderr).toString());
  return Buffer.from(result.stdout).toString().trim();
};
const lock = (version: string): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { a: '1' }, devDependencies: { t: '1' } },
      'node_modules/a': { version },
      'node_modules/t': { version, dev: true },
    },
  });

test('a repository of somebody who means harm is read, and nothing of it runs', () =>
  inTemporaryDirectory(async (top) => {
    const [folder, ran] = [join(top, 'repo'), join(top, 'ran')];
    mkdirSync(folder);
    await git(folder, 'init', '-q', '-b', 'main');
    writeFileSync(join(folder, 'package-lock.json'), lock('1.0.0'));
    await git(folder, 'add', '-A');
    await git(folder, 'commit', '-q', '-m', 'one');
    await git(folder, 'tag', 'v1');
    writeFileSync(join(folder, 'package-lock.json'), lock('2.0.0'));
    writeFileSync(join(folder, '.gitattributes'), '* filter=harm export-ignore\n');
    writeFileSync(join(folder, '.gitmodules'), `[submodule "x"]\n\tpath = x\n\turl = ext::touch ${ran}\n`);
    symlinkSync('/etc', join(folder, 'outside'));
    await git(folder, 'add', '-A');
    await git(folder, 'commit', '-q', '-m', 'two');
    await git(folder, 'config', 'filter.harm.smudge', `touch ${ran}`);
    for (const hook of ['post-checkout', 'post-merge', 'reference-transaction', 'post-index-change']) {
      mkdirSync(join(folder, '.git/hooks'), { recursive: true });
      writeFileSync(join(folder, '.git/hooks', hook), `#!/bin/sh\ntouch ${ran}\n`);
      chmodSync(join(folder, '.git/hooks', hook), 0o755);
    }
    const settings = offlineSettings({ databaseDirectory: join(top, 'db'), toolVersion: '0', programPath });
    const commit = await git(folder, 'rev-parse', 'HEAD');
    for (const [target, version, development] of [
      [`git:${folder}`, '2.0.0', false],
      [`git:${folder}@v1`, '1.0.0', false],
      [`git:${folder}@main`, '2.0.0', true],
    ] as const) {
      const { inventory } = await examine(target, { ...settings, development });
      const told = inventory.packages.map((one) => `${one.name}@${one.version} ${one.evidence}`);
      assert.deepEqual(
        told,
        development ? [`a@${version} declared`, `t@${version} declared`] : [`a@${version} declared`],
      );
      const { subject } = inventory;
      assert.ok(subject.kind === 'files' && subject.content === 'sources');
      if (version === '2.0.0') assert.equal(subject.revision, commit);
    }
    assert.equal(existsSync(ran), false, 'something of it ran');
    await assert.rejects(examine(`git:${folder}@gone`, settings), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(examine(`git:${join(top, 'nothing')}`, settings), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(examine('git:https://git.example/x', settings), { code: 'E_OFFLINE' });
    await assert.rejects(examine('git:http://git.example/x', { ...settings, offline: false }), { code: 'E_USAGE' });
    const small = { ...settings, limits: { ...settings.limits, layerInflatedBytes: 10 } };
    await assert.rejects(examine(`git:${folder}`, small), { code: 'E_LIMIT' });
    const few = { ...settings, limits: { ...settings.limits, layerEntries: 1 } };
    await assert.rejects(examine(`git:${folder}`, few), { code: 'E_LIMIT' });
    const parent = join(top, 'temporary');
    mkdirSync(parent);
    const fetched = await fetchRepository(parseGitTarget(`git:${folder}`), settings, parent);
    assert.deepEqual(readdirSync(fetched.folder).sort(), [
      '.gitattributes',
      '.gitmodules',
      'outside',
      'package-lock.json',
    ]);
    await fetched.remove();
    await assert.rejects(fetchRepository(parseGitTarget(`git:${folder}`), few, parent), { code: 'E_LIMIT' });
    assert.deepEqual(readdirSync(parent), [], 'what was fetched is removed');
  }));

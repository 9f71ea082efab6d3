import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { SystemState } from '../../phases/4-run/index.ts';
import { tellAccounts } from './accounts.ts';

const run = promisify(execFile);
const passwd = 'root:x:0:0::/root:/bin/sh\nweb:x:33:34:Web:/srv:/bin/false\nodd:x:none:1::/:\n\nshort\n';

test('users and groups have the names that the system of a container gives them', () =>
  inTemporaryDirectory(async (root) => {
    await mkdir(join(root, 'etc'));
    await writeFile(join(root, 'etc/passwd'), passwd);
    await writeFile(join(root, 'etc/group'), 'web:x:34:a,b\nodd:x::\n');
    const state = new SystemState();
    tellAccounts(state, root, 'c');
    const { accounts } = state;
    assert.deepEqual([accounts.user(33, 'c')?.name, accounts.group(34, 'c')?.name], ['web', 'web']);
    assert.deepEqual([accounts.user(33)?.name, accounts.user(1, 'c')], [undefined, undefined]);
  }));

test('nothing is followed, waited for, or taken without end', () =>
  inTemporaryDirectory(async (root) => {
    const state = new SystemState({ limits: { threads: 1, descriptors: 1, descriptorsOfOne: 1, text: 1_000 } });
    const cases: readonly (readonly [string, (folder: string) => Promise<unknown>])[] = [
      ['nothing there', async () => {}],
      ['a link out', async (folder) => symlink('/etc/passwd', join(folder, 'passwd'))],
      ['a pipe', async (folder) => run('mkfifo', [join(folder, 'passwd')])],
      ['a folder', async (folder) => mkdir(join(folder, 'passwd'))],
      ['a large one', async (folder) => writeFile(join(folder, 'passwd'), passwd.repeat(20_000))],
    ];
    for (const [name, make] of cases) {
      const own = join(root, name);
      await mkdir(join(own, 'etc'), { recursive: true });
      await make(join(own, 'etc'));
      tellAccounts(state, own, name);
      assert.equal(state.accounts.user(33, name), undefined, name);
    }
    await mkdir(join(root, 'linked'));
    await symlink('/etc', join(root, 'linked/etc'));
    tellAccounts(state, join(root, 'linked'), 'linked');
    assert.equal(state.accounts.group(1, 'linked'), undefined);
    await mkdir(join(root, 'long/etc'), { recursive: true });
    const many = Array.from({ length: 500 }, (_, index) => `u${index}:x:${index + 40}:1::/:\n`).join('');
    await writeFile(join(root, 'long/etc/passwd'), many);
    tellAccounts(state, join(root, 'long'), 'long');
    assert.notEqual(state.accounts.user(40, 'long'), undefined);
    assert.equal(state.accounts.user(539, 'long'), undefined);
    assert.ok(state.threads.forgotten > 0, 'and it is told');
  }));

test('a root that cannot be looked at has no accounts', () =>
  inTemporaryDirectory(async (folder) => {
    const loop = join(folder, 'loop');
    await symlink(loop, loop);
    const state = new SystemState();
    for (const root of [loop, join(folder, 'none'), '/proc/self/status'])
      assert.doesNotThrow(() => tellAccounts(state, root, 'c'), root);
  }));

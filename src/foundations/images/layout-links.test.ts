import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { defaultLimits, SeaworthyError } from '../../core/index.ts';
import { layoutStore } from './layout-store.ts';
import { contents, withImage } from './testing/image-files.ts';

/** How many files it has. */
const open = (target: string): Promise<number> =>
  withImage(target, async (image) => Object.keys(await contents(image)).length);

/** The file of a layout that is moved, and a link made in its place. */
const moved = ['index.json', 'oci-layout', 'blobs', 'blobs/sha256', 'a blob'];

async function scene(folder: string, what: string, inside: boolean): Promise<string> {
  const root = join(folder, 'layout');
  const image = layer([{ path: 'a', body: 'a' }]);
  await ociLayout(root, { layers: [image] });
  const name = what === 'a blob' ? `blobs/${image.digest.replace(':', '/')}` : what;
  const target = join(inside ? root : folder, 'moved');
  await rename(join(root, name), target);
  await symlink(target, join(root, name));
  return root;
}

for (const what of moved) {
  test(`${what} is a link that stays inside: followed`, () =>
    inTemporaryDirectory(async (folder) => {
      assert.equal(await open(`oci:${await scene(folder, what, true)}`), 1);
    }));

  test(`${what} is a link that leads out: refused in one line, by whatever reads or writes`, () =>
    inTemporaryDirectory(async (folder) => {
      const root = await scene(folder, what, false);
      const elsewhere = async (): Promise<string[]> =>
        (await readdir(folder, { recursive: true })).filter((name) => !name.startsWith('layout/')).sort();
      const before = await elsewhere();
      const refused = (error: unknown): boolean =>
        error instanceof SeaworthyError && error.code === 'E_READ' && /leads out/.test(error.message);
      await assert.rejects(open(`oci:${root}`), refused);
      await assert.rejects(open(root), refused);
      if (what === 'oci-layout' || what === 'a blob') return;
      const store = layoutStore(root, defaultLimits);
      await assert.rejects(store.putManifest({ bytes: Buffer.from('{}'), mediaType: 'x' }, 'new'), refused);
      assert.deepEqual(await elsewhere(), before, 'nothing was written out there');
    }));
}

test('a link inside whose target is written keeps its place', () =>
  inTemporaryDirectory(async (folder) => {
    const root = await scene(folder, 'index.json', true);
    const store = layoutStore(root, defaultLimits);
    const digest = await store.putManifest({ bytes: Buffer.from('{"schemaVersion":2}'), mediaType: 'x' }, 'new');
    assert.match(await readFile(join(root, 'moved'), 'utf8'), new RegExp(digest));
  }));

test('a layout that is reached through a link is as good as one that is not; dangling and circular links are told', () =>
  inTemporaryDirectory(async (folder) => {
    const root = join(folder, 'layout');
    await ociLayout(root, { layers: [layer([{ path: 'a', body: 'a' }])] });
    await symlink(root, join(folder, 'link'));
    assert.equal(await open(`oci:${join(folder, 'link')}`), 1);
    for (const [name, target] of [
      ['dangling', 'nowhere'],
      ['circle', 'index.json'],
    ] as const) {
      const copy = join(folder, name);
      await mkdir(copy);
      await cp(root, copy, { recursive: true });
      await rename(join(copy, 'index.json'), join(copy, 'old'));
      await symlink(target, join(copy, 'index.json'));
      await assert.rejects(open(`oci:${copy}`), { code: 'E_READ' }, name);
    }
    await writeFile(join(folder, 'other'), '');
  }));

import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FixtureImage, inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { generateKeyFiles } from './generate-key-files.ts';
import { imageTree } from './image-tree.ts';
import { signImage } from './sign-image.ts';
import { isCode, shipSettings } from './testing/ship-world.ts';
import { verifyImage } from './verify-image.ts';

const body = JSON.stringify({ name: 'left', version: '1.0.0' });
const fixture: FixtureImage = { layers: [layer([{ path: 'app/node_modules/left/package.json', body }])] };

test('a pair of key files: sealed, for its owner alone, and never written over', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'release');
    const made = await generateKeyFiles(path, Buffer.from('pw'));
    assert.equal((await stat(made.privateKey)).mode & 0o777, 0o600);
    assert.deepEqual((await readdir(folder)).sort(), ['release.key', 'release.pub']);
    await ociLayout(join(folder, 'app'), fixture);
    const settings = shipSettings(folder);
    const key = (password: string) => ({
      text: sealed,
      where: made.privateKey,
      password: async () => Buffer.from(password),
    });
    const sealed = await readFile(made.privateKey, 'utf8');
    const target = join(folder, 'app');
    const signed = await signImage(target, { key: key('pw') }, settings);
    assert.deepEqual(signed.signer, made.signer);
    const pub = { text: await readFile(made.publicKey, 'utf8'), where: made.publicKey };
    const { verdict } = await verifyImage(target, { signer: { kind: 'key', key: pub } }, settings);
    assert.equal(verdict, 'trusted');
    await assert.rejects(signImage(target, { key: key('other') }, settings), isCode('E_KEY'));
    assert.equal((await imageTree(target, settings)).root.children.length, 1);

    await assert.rejects(generateKeyFiles(path, Buffer.from('pw')), isCode('E_WRITE'));
    assert.equal(await readFile(made.privateKey, 'utf8'), sealed);
    // A public key that stands in the way: no half pair is left behind.
    await writeFile(join(folder, 'half.pub'), 'mine');
    await assert.rejects(generateKeyFiles(join(folder, 'half'), Buffer.from('pw')), isCode('E_WRITE'));
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('half')),
      ['half.pub'],
    );
    assert.equal(await readFile(join(folder, 'half.pub'), 'utf8'), 'mine');
    for (const place of ['no/such/place', 'half.pub/below'])
      await assert.rejects(generateKeyFiles(join(folder, place), Buffer.from('pw')), isCode('E_WRITE'), place);
  }));

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  containerdSocket,
  dockerArchive,
  imageBlobs,
  imageIndex,
  inTemporaryDirectory,
  layer,
  memoryRegistry,
  ociArchive,
  ociLayout,
  pushImage,
  pushIndex,
  tarArchive,
} from '../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../core/index.ts';
import { createHttp } from '../net/index.ts';
import { ArchiveShelf } from './archive-shelf.ts';
import { type ImagesWanted, listImages, listRegistryImages } from './list-images.ts';
import { openTarget } from './open-target.ts';
import type { OpenOptions } from './target.ts';

const limits = defaultLimits;
const named = (name: string, architecture = 'amd64') => ({
  layers: [layer([{ path: 'name', body: name }])],
  platform: { os: 'linux', architecture },
});
const [a, b, c] = [named('a'), named('b'), named('c', 'arm64')];
const digestOf = (image: typeof a): string => imageBlobs(image).manifest.digest;
const configOf = (image: typeof a): string => imageBlobs(image).config.digest;
const all: ImagesWanted = { all: true };
const every: ImagesWanted = { everyPlatform: true };

/** The targets, each of which opens one image; its digest beside it. */
async function listed(
  target: string,
  wanted: ImagesWanted,
  options: OpenOptions = { limits },
): Promise<readonly string[]> {
  const images = await listImages(target, wanted, options);
  for (const { target: one } of images) {
    const opened = await openTarget(one, options);
    assert.equal(opened.subject.name, one);
    await opened.close();
  }
  return images.map((one) => one.target);
}

test('each image of a docker archive by its name, or by its digest where a name means two or none', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'a.tar');
    await writeFile(path, dockerArchive([{ ...a, tags: ['a:1', 'a:2'] }, { ...b, tags: ['x/b:1'] }, c]).bytes);
    const saved = `docker-archive:${path}`;
    const each = [`${saved}:a:1`, `${saved}:x/b:1`, `${saved}@${configOf(c)}`];
    assert.deepEqual(await listed(path, all), each);
    assert.deepEqual(await listed(saved, all), each);
    assert.deepEqual(await listed(`${saved}:a:2`, all), [`${saved}:a:2`]);
    await writeFile(
      path,
      dockerArchive([
        { ...a, tags: ['same:1'] },
        { ...b, tags: ['same:1'] },
      ]).bytes,
    );
    assert.deepEqual(await listed(path, all), [`${saved}@${configOf(a)}`, `${saved}@${configOf(b)}`]);
    // One image under two entries is one.
    await writeFile(path, dockerArchive([a, a], 'new').bytes);
    assert.deepEqual(await listed(saved, all), [`${saved}@${configOf(a)}`]);
    // A path with a colon in it would be read as a name.
    const odd = join(folder, 'a:b.tar');
    await writeFile(odd, dockerArchive([{ ...a, tags: ['a:1'] }, b]).bytes);
    assert.deepEqual(await listed(odd, all), [
      `docker-archive:${odd}@${configOf(a)}`,
      `docker-archive:${odd}@${configOf(b)}`,
    ]);
  }));

test('each image of a layout, in a folder or an archive', () =>
  inTemporaryDirectory(async (folder) => {
    const tags = [
      { tag: 'v1', images: [a] },
      { tag: 'two', images: [a, c] },
      { tag: 'odd/name:1', images: [b] },
    ];
    const path = join(folder, 'lay');
    await ociLayout(path, tags);
    const index = imageIndex([imageBlobs(a).manifest, imageBlobs(c).manifest]).descriptor.digest;
    const each = ['v1', 'two'].map((tag) => `oci:${path}:${tag}`);
    // The variant of this machine is opened, as by any name.
    assert.deepEqual(await listed(path, all), [...each, `oci:${path}@${digestOf(b)}`]);
    assert.deepEqual(await listed(`oci:${path}`, all), [...each, `oci:${path}@${digestOf(b)}`]);
    assert.deepEqual(await listed(`oci:${path}:v1`, all), [`oci:${path}:v1`]);
    assert.deepEqual(await listed(`oci:${path}@${index}`, every), [
      `oci:${path}@${digestOf(a)}`,
      `oci:${path}@${digestOf(c)}`,
    ]);
    assert.deepEqual(await listed(`oci:${path}:two`, every), [
      `oci:${path}@${digestOf(a)}`,
      `oci:${path}@${digestOf(c)}`,
    ]);
    assert.deepEqual(
      await listed(path, { ...all, ...every }),
      [a, c, b].map((one) => `oci:${path}@${digestOf(one)}`),
    );
    // Several, and nobody said which: opening it says so.
    assert.deepEqual(
      (await listImages(path, every, { limits })).map(({ target }) => target),
      [`oci:${path}`],
    );
    await assert.rejects(openTarget(`oci:${path}`, { limits }), { code: 'E_USAGE' });
    const tar = join(folder, 'lay.tar');
    await writeFile(tar, ociArchive(tags.slice(0, 2)).bytes);
    assert.deepEqual(
      await listed(tar, all),
      ['v1', 'two'].map((tag) => `oci-archive:${tar}:${tag}`),
    );
    assert.deepEqual(await listed(`oci-archive:${tar}:two`, every), [
      `oci-archive:${tar}@${digestOf(a)}`,
      `oci-archive:${tar}@${digestOf(c)}`,
    ]);
  }));

test('what stands for one thing is given back as it is', () =>
  inTemporaryDirectory(async (folder) => {
    const root = join(folder, 'root');
    await mkdir(join(root, 'etc'), { recursive: true });
    await writeFile(join(root, 'etc/x'), 'x');
    const tar = join(folder, 'root.tar');
    await writeFile(tar, tarArchive([{ path: 'etc/x', body: 'x' }]));
    for (const target of [root, `dir:${root}`, tar, `dir:${tar}`])
      assert.deepEqual(await listed(target, { ...all, ...every }), [target]);
    for (const target of ['app:1', 'registry:app:1', 'docker:app:1', './none', 'none.tar'])
      assert.deepEqual(await listImages(target, all, { limits }), [{ target }]);
    await assert.rejects(listImages('docker:app:1', every, { limits }), { code: 'E_USAGE' });
    const { engines } = { engines: { env: {}, home: folder, runFolder: folder, plainHttpHosts: [], offline: true } };
    for (const from of ['docker', 'podman'] as const)
      await assert.rejects(listImages('app:1', every, { limits, engines: { ...engines, from } }), { code: 'E_USAGE' });
  }));

test('what comes in is read once, and an archive on the shelf is opened once', () =>
  inTemporaryDirectory(async () => {
    const bytes = dockerArchive([
      { ...a, tags: ['a:1'] },
      { ...b, tags: ['b:1'] },
    ]).bytes;
    let read = 0;
    const shelf = new ArchiveShelf();
    const input = async function* () {
      read += 1;
      yield bytes;
    };
    const targets = await listed('-', all, { limits, shelf, input });
    assert.deepEqual(targets, ['docker-archive:-:a:1', 'docker-archive:-:b:1']);
    assert.equal(read, 1);
    await shelf.close();
    await shelf.close();
  }));

test('every image of a reference in a registry, as an index lists it', async () => {
  await using registry = await memoryRegistry();
  const http = createHttp({ offline: false, timeout: 10_000, userAgent: 'test', plainHttpHosts: [registry.host] });
  try {
    const images = [a, c].map((one) => pushImage(registry, 'shop/app', one));
    const artifact = { ...imageBlobs(b).manifest, platform: { os: 'unknown', architecture: 'unknown' } };
    pushIndex(registry, 'shop/app', images, 'v1');
    pushIndex(registry, 'shop/app', [...images, artifact], 'v2');
    pushImage(registry, 'shop/app', a, 'single');
    const options = { http, limits, plainHttpHosts: [registry.host] };
    const name = `${registry.host}/shop/app`;
    const everyIn = (reference: string) => listRegistryImages(reference, options);
    const wanted = [a, c].map((one) => ({ target: `registry:${name}@${digestOf(one)}` }));
    for (const target of [`${name}:v1`, `registry:${name}:v1`])
      assert.deepEqual(await listImages(target, every, { limits, everyIn }), wanted);
    assert.deepEqual(await listImages(`${name}:single`, every, { limits, everyIn }), wanted.slice(0, 1));
    // What calls itself no image and cannot be looked at may be one: it is a target, and opening it tells.
    assert.equal((await listImages(`${name}:v2`, every, { limits, everyIn })).length, 3);
    await assert.rejects(listImages(`${name}:none`, every, { limits, everyIn }), { code: 'E_NOT_FOUND' });
  } finally {
    await http.close();
  }
});

test('every image of an index that containerd holds, also those whose blobs are not there', () =>
  inTemporaryDirectory(async (folder) => {
    const path = join(folder, 'c.sock');
    const index = imageIndex([imageBlobs(a).manifest, imageBlobs(c).manifest]);
    await using _ = await containerdSocket(path, {
      images: { default: { 'r.example/app:1': index.descriptor } },
      blobs: new Map<string, Uint8Array>([...imageBlobs(a).blobs, [index.descriptor.digest, index.bytes]]),
    });
    const engines = {
      env: { CONTAINERD_ADDRESS: path },
      ...{ home: folder, runFolder: folder, plainHttpHosts: [], offline: true },
    };
    const targets = [a, c].map((one) => `containerd:r.example/app:1@${digestOf(one)}`);
    const options = { limits, engines };
    assert.deepEqual(
      (await listImages('containerd:r.example/app:1', every, options)).map(({ target }) => target),
      targets,
    );
    assert.deepEqual(await listed(targets[0] ?? '', every, options), targets.slice(0, 1));
    await assert.rejects(openTarget(targets[1] ?? '', options), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(openTarget(`containerd:r.example/other:1@${digestOf(a)}`, options), {
      code: 'E_TARGET_NOT_FOUND',
    });
  }));

import assert from 'node:assert/strict';
import { mkdir, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  dockerArchive,
  type FixtureEntry,
  inTemporaryDirectory,
  layer,
  ociArchive,
  ociLayout,
  tarArchive,
} from '../../../lab/fixtures/index.ts';
import type { OpenedImage } from './image.ts';
import { contents, failure, withImage } from './testing/image-files.ts';

const base: FixtureEntry[] = [
  { path: 'etc', kind: 'directory' },
  { path: 'etc/old', body: 'old' },
  { path: 'etc/name', body: 'base' },
  { path: 'etc/same', kind: 'hardlink', link: 'etc/name' },
];
const top: FixtureEntry[] = [
  { path: 'etc/old', kind: 'whiteout' },
  { path: 'app/x', body: 'from top' },
  { path: 'app/link', kind: 'symlink', link: '/etc/name' },
];
const merged = { 'app/x': 'from top', 'etc/name': 'base', 'etc/same': 'base' };
const two = { layers: [layer(base, 'gzip'), layer(top, 'zstd')] };
const arm = {
  layers: [layer([{ path: 'arm', body: 'yes' }])],
  platform: { os: 'linux', architecture: 'arm', variant: 'v6' },
};
const linux = { os: 'linux', architecture: 'amd64' };

test('an OCI layout in a folder, with and without scheme, tag and digest', () =>
  inTemporaryDirectory(async (directory) => {
    const { images } = await ociLayout(join(directory, 'lay'), { ...two, tag: 'v1' });
    const digest = images[0]?.manifest.digest ?? '';
    for (const target of ['', 'oci:'].flatMap((scheme) =>
      ['', ':v1', `@${digest}`].map((rest) => `${scheme}${directory}/lay${rest}`),
    )) {
      await withImage(target, async (image) => {
        assert.deepEqual(image.subject, {
          kind: 'image',
          name: target,
          digest,
          configDigest: images[0]?.config.digest,
          platform: linux,
        });
        assert.match(image.description, /^OCI layout .*, tag v1$/);
        assert.deepEqual(await contents(image), merged);
        assert.deepEqual(
          image.layers.map(({ ref, immutable, size }) => [ref.index, ref.digest, ref.createdBy, immutable, size]),
          two.layers.map((one, index) => [index, one.digest, `step ${index}`, true, one.blob.length]),
        );
      });
    }
    assert.equal((await failure(`oci:${directory}/lay:v2`)).code, 'E_TARGET_NOT_FOUND');
  }));

test('an OCI archive, and a docker archive of both styles', () =>
  inTemporaryDirectory(async (directory) => {
    const oci = ociArchive([{ tag: 'v1', images: [two] }]);
    await writeFile(join(directory, 'oci.tar'), oci.bytes);
    for (const target of [`${directory}/oci.tar`, `oci-archive:${directory}/oci.tar:v1`]) {
      await withImage(target, async (image) => {
        assert.match(image.description, /^OCI archive /);
        assert.deepEqual(await contents(image), merged);
      });
    }
    const plain = {
      layers: [layer(base, 'none'), layer(top, 'none')],
      tags: ['registry.example:5000/app:1', 'app:latest'],
    };
    for (const style of ['old', 'new'] as const) {
      const { bytes, images } = dockerArchive(plain, style);
      const path = join(directory, `${style}.tar`);
      await writeFile(path, bytes);
      for (const name of ['', ':registry.example:5000/app:1', ':app']) {
        await withImage(`docker-archive:${path}${name}`, async (image) => {
          assert.match(image.description, /^docker archive .*, image /);
          assert.ok(image.subject.kind === 'image');
          assert.equal(image.subject.digest, images[0]?.config.digest);
          assert.deepEqual(
            image.layers.map(({ ref }) => ref.digest),
            plain.layers.map(({ diffId }) => diffId),
          );
          assert.deepEqual(await contents(image), merged);
        });
      }
      const seen = await withImage(path, (image) => image.description);
      assert.match(seen, style === 'old' ? /^docker archive/ : /^OCI archive/);
    }
  }));

test('a docker archive in which images share a layer through links', () =>
  inTemporaryDirectory(async (directory) => {
    const shared = layer(base, 'none');
    const sources = [
      { layers: [shared], tags: ['one:1'] },
      { layers: [shared, layer(top, 'none')], tags: ['two:1'] },
    ];
    const path = join(directory, 'saved.tar');
    await writeFile(path, dockerArchive(sources).bytes);
    await withImage(`docker-archive:${path}:two:1`, async (image) => assert.deepEqual(await contents(image), merged));
    const error = await failure(path);
    assert.deepEqual([error.code, error.why], ['E_USAGE', 'one:1, two:1']);
    assert.equal((await failure(`docker-archive:${path}:three`)).code, 'E_TARGET_NOT_FOUND');
  }));

test('several images and platforms in a layout', () =>
  inTemporaryDirectory(async (directory) => {
    const lay = join(directory, 'lay');
    const built = await ociLayout(lay, [
      { tag: 'multi', images: [{ ...two, platform: linux }, arm] },
      { tag: 'one', images: [arm] },
    ]);
    const several = await failure(lay);
    assert.deepEqual([several.code, several.why], ['E_USAGE', 'multi, one']);
    // What is advised opens, for a folder and for an archive.
    const archive = join(directory, 'lay.tar');
    await writeFile(
      archive,
      ociArchive([
        { tag: 'one', images: [arm] },
        { tag: 'two', images: [{ ...two, platform: linux }] },
      ]).bytes,
    );
    for (const [place, scheme] of [
      [lay, 'oci'],
      [archive, 'oci-archive'],
    ] as const) {
      const { next = '' } = await failure(place);
      const advised = /^Choose one: (\S+), or/.exec(next)?.[1] ?? '';
      assert.ok(advised.startsWith(`${scheme}:${place}:`), next);
      await withImage(advised, async (image) => assert.equal(image.subject.kind, 'image'), {
        platform: { ...linux },
      }).catch((error) => assert.equal(error.code, 'E_PLATFORM'));
    }
    await withImage(
      `oci:${lay}:multi`,
      async (image) => {
        assert.ok(image.subject.kind === 'image');
        assert.equal(image.subject.indexDigest, built.top[0]?.digest);
        assert.deepEqual(await contents(image), { arm: 'yes' });
      },
      { platform: { os: 'linux', architecture: 'arm', variant: 'v7' } },
    );
    const none = await failure(`oci:${lay}:multi`, { platform: { os: 'linux', architecture: 's390x' } });
    assert.deepEqual([none.code, none.why], ['E_PLATFORM', 'available: linux/amd64, linux/arm/v6']);
    const single = await failure(`oci:${lay}:one`, { platform: linux });
    assert.equal(single.code, 'E_PLATFORM');
    await withImage(`oci:${lay}:one`, async (image) => assert.deepEqual(await contents(image), { arm: 'yes' }));
  }));

test('what is not there, and what is none of ours', (t) =>
  inTemporaryDirectory(async (directory) => {
    const text = join(directory, 'notes.txt');
    await writeFile(text, 'not an image');
    await writeFile(join(directory, 'root.tar'), tarArchive([{ path: 'etc/passwd', body: 'root' }]));
    await writeFile(join(directory, 'other.tar'), tarArchive([{ path: 'package/index.js', body: '' }]));
    await mkdir(join(directory, 'plain'));
    await writeFile(join(directory, 'empty.tar'), '');
    await writeFile(join(directory, 'sbom.json'), '{"bomFormat":"CycloneDX"}');
    await symlink('nowhere', join(directory, 'dangling'));
    // A name without a slash could be an image's: what lies here is meant all the same, and no registry is asked.
    const bare = `dangling-${process.pid}`;
    await symlink('nowhere', bare);
    t.after(() => unlink(bare));
    const table: readonly (readonly [string, string])[] = [
      [`${directory}/none`, 'E_TARGET_NOT_FOUND'],
      ['./none-of-this', 'E_TARGET_NOT_FOUND'],
      ['../none.tar', 'E_TARGET_NOT_FOUND'],
      ['missing.tar', 'E_TARGET_NOT_FOUND'],
      [bare, 'E_TARGET_NOT_FOUND'],
      [`${directory}/dangling`, 'E_TARGET_NOT_FOUND'],
      [`${directory}/empty.tar`, 'E_TARGET_UNKNOWN'],
      [`${directory}/sbom.json`, 'E_TARGET_UNKNOWN'],
      [`oci:${directory}/none`, 'E_TARGET_NOT_FOUND'],
      [`dir:${directory}/none`, 'E_TARGET_NOT_FOUND'],
      [`docker-archive:${directory}/none.tar`, 'E_TARGET_NOT_FOUND'],
      [text, 'E_TARGET_UNKNOWN'],
      [`docker-archive:${directory}/plain`, 'E_TARGET_UNKNOWN'],
      [`dir:${text}`, 'E_TARGET_UNKNOWN'],
      [`oci:${directory}/plain`, 'E_TARGET_UNKNOWN'],
      [`${directory}/other.tar`, 'E_TARGET_UNKNOWN'],
      [`oci-archive:${directory}/root.tar`, 'E_TARGET_UNKNOWN'],
      [`docker-archive:${directory}/root.tar`, 'E_TARGET_UNKNOWN'],
      ['', 'E_USAGE'],
      ['oci:', 'E_USAGE'],
      ['alpine:3.20', 'E_OFFLINE'],
    ];
    for (const [target, code] of table) assert.equal((await failure(target)).code, code, target);
    assert.match((await failure(`${directory}/sbom.json`)).next, /judged as sbom:FILE/);
  }));

test('references go to the registry, with or without the scheme', async () => {
  const asked: string[] = [];
  const registry = async (reference: string): Promise<OpenedImage> => {
    asked.push(reference);
    return { subject: { kind: 'repository', name: reference }, description: '', layers: [], close: async () => {} };
  };
  const digest = `sha256:${'a'.repeat(64)}`;
  for (const target of ['alpine', 'registry:alpine:3', 'localhost:5000/a/b:1', `alpine@${digest}`]) {
    await withImage(target, () => {}, { registry });
  }
  assert.deepEqual(asked, ['alpine', 'alpine:3', 'localhost:5000/a/b:1', `alpine@${digest}`]);
});

import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  dockerArchive,
  type FixtureEntry,
  inTemporaryDirectory,
  layer,
  ociArchive,
  ociLayout,
  tarArchive,
} from '../../../lab/fixtures/index.ts';
import { defaultLimits, type Problem, SeaworthyError } from '../../core/index.ts';
import type { OpenedImage } from './image.ts';
import type { Layer, LayerEntry } from './layer.ts';
import { openTarget } from './open-target.ts';
import { readFiles } from './read-files.ts';
import type { OpenOptions } from './target.ts';
import { FileTree } from './tree.ts';

const options: OpenOptions = { limits: defaultLimits };
const walkOptions = { limits: defaultLimits };

async function entriesOf(of: Layer, problems: Problem[] = []): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  const visitor = {
    entry: (entry: LayerEntry) => {
      entries.push(entry);
      return 'skip' as const;
    },
    body: () => {},
  };
  await of.walk(visitor, { ...walkOptions, onProblem: (problem) => problems.push(problem) });
  return entries;
}

/** Path → text of every file of the image, read in a second pass. */
async function contents(image: OpenedImage): Promise<Record<string, string>> {
  const layers: LayerEntry[][] = [];
  for (const one of image.layers) layers.push(await entriesOf(one));
  const tree = FileTree.merge(layers, defaultLimits);
  const bodies = await readFiles(image.layers, tree.files(), 10_000, walkOptions);
  return Object.fromEntries([...bodies].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]).sort());
}

async function withImage<T>(
  target: string,
  use: (image: OpenedImage) => Promise<T> | T,
  extra: Partial<OpenOptions> = {},
): Promise<T> {
  const image = await openTarget(target, { ...options, ...extra });
  try {
    return await use(image);
  } finally {
    await image.close();
  }
}

async function failure(
  target: string,
  extra: Partial<OpenOptions> = {},
  use: (image: OpenedImage) => unknown = () => {},
): Promise<SeaworthyError> {
  try {
    await withImage(target, use, extra);
  } catch (error) {
    assert.ok(error instanceof SeaworthyError, String(error));
    return error;
  }
  assert.fail(`${target} was opened`);
}

const readAll = async (image: OpenedImage): Promise<void> => {
  for (const one of image.layers) await entriesOf(one);
};

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

test('damage to a layout is told for what it is', () =>
  inTemporaryDirectory(async (directory) => {
    const first = layer([
      ...base,
      { path: 'noise', body: Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * i) >> 3)) },
    ]);
    const blob = (digest: string): string => `blobs/${digest.replace(':', '/')}`;
    const cut = first.blob.subarray(0, first.blob.length - 20);
    const flipped = Buffer.from(first.blob);
    flipped.fill(0x41, 1000, 1010);
    const trailing = Buffer.from(first.blob);
    trailing[trailing.length - 6] = (trailing.at(-6) ?? 0) ^ 1;
    const broken = layer(Buffer.concat([tarArchive(base, { end: false }), Buffer.from('x'.repeat(600))]));
    const short = layer(tarArchive(base).subarray(0, 700));
    const table: readonly (readonly [
      string,
      string,
      () => [Parameters<typeof ociLayout>[1], Record<string, Uint8Array>],
    ])[] = [
      ['layer cut', 'E_TRUNCATED', () => [{ layers: [first] }, { [blob(first.digest)]: cut }]],
      ['layer flipped', 'E_DIGEST_MISMATCH', () => [{ layers: [first] }, { [blob(first.digest)]: flipped }]],
      ['checksum flipped', 'E_DIGEST_MISMATCH', () => [{ layers: [first] }, { [blob(first.digest)]: trailing }]],
      [
        'layer longer',
        'E_DIGEST_MISMATCH',
        () => [{ layers: [first] }, { [blob(first.digest)]: Buffer.concat([first.blob, cut]) }],
      ],
      [
        'other layer',
        'E_DIGEST_MISMATCH',
        () => [{ layers: [first] }, { [blob(first.digest)]: Buffer.concat([layer(top).blob, Buffer.alloc(9000)]) }],
      ],
      ['true digest, not a tar inside', 'E_FORMAT', () => [{ layers: [broken] }, {}]],
      ['true digest, tar cut inside', 'E_TRUNCATED', () => [{ layers: [short] }, {}]],
      ['index is no JSON', 'E_FORMAT', () => [{ layers: [first] }, { 'index.json': Buffer.from('{') }]],
      [
        'unknown layout version',
        'E_FORMAT',
        () => [{ layers: [first] }, { 'oci-layout': Buffer.from('{"imageLayoutVersion":"2.0"}') }],
      ],
      ['more layers than diff ids', 'E_FORMAT', () => [{ layers: [first], config: { rootfs: { diff_ids: [] } } }, {}]],
      [
        'an artifact',
        'E_TARGET_UNKNOWN',
        () => [
          {
            layers: [],
            changeManifest: (m) => ({
              ...m,
              artifactType: 'text/x',
              config: { ...(m.config as object), mediaType: 'application/vnd.oci.empty.v1+json' },
            }),
          },
          {},
        ],
      ],
      [
        'manifest and index in one',
        'E_FORMAT',
        () => [{ layers: [], changeManifest: (m) => ({ ...m, manifests: [] }) }, {}],
      ],
    ];
    for (const [name, code, make] of table) {
      const path = join(directory, name.replaceAll(' ', '-'));
      const [content, changes] = make();
      await ociLayout(path, content);
      for (const [file, bytes] of Object.entries(changes)) await writeFile(join(path, file), bytes);
      const error = await failure(path, {}, readAll);
      assert.equal(error.code, code, `${name}: ${error.message}`);
    }
    const wrong = await ociLayout(join(directory, 'config'), { layers: [first] });
    await writeFile(
      join(directory, 'config', blob(wrong.images[0]?.config.digest ?? '')),
      '{"rootfs":{}}'.padEnd(1000),
    );
    assert.equal((await failure(join(directory, 'config'))).code, 'E_DIGEST_MISMATCH');
  }));

test('layers that cannot be read make the result incomplete and are told', () =>
  inTemporaryDirectory(async (directory) => {
    const types = [
      'application/vnd.oci.image.layer.v1.tar+encrypted',
      'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
    ];
    const lay = join(directory, 'lay');
    const absent = layer([{ path: 'windows' }]);
    await ociLayout(lay, {
      layers: [layer(top), absent],
      changeManifest: (manifest) => ({
        ...manifest,
        layers: (manifest.layers as object[]).map((one, index) => ({ ...one, mediaType: types[index] })),
      }),
    });
    await rm(join(lay, `blobs/${absent.digest.replace(':', '/')}`));
    await withImage(lay, async (image) => {
      const problems: Problem[] = [];
      for (const one of image.layers) assert.deepEqual(await entriesOf(one, problems), []);
      assert.deepEqual(
        problems.map(({ code, incomplete }) => [code, incomplete]),
        [
          ['E_INCOMPLETE', true],
          ['E_INCOMPLETE', true],
        ],
      );
      const [first] = image.layers;
      assert.ok(first !== undefined);
      await assert.rejects(first.walk({ entry: () => 'skip', body: () => {} }, walkOptions), { code: 'E_INCOMPLETE' });
    });
  }));

test('damage to a docker archive is told for what it is', () =>
  inTemporaryDirectory(async (directory) => {
    const { bytes } = dockerArchive({ layers: [layer(base, 'none')] });
    const config = { path: 'c.json', body: '{"rootfs":{"diff_ids":[]}}' };
    const saved = (manifest: string): Uint8Array => tarArchive([config, { path: 'manifest.json', body: manifest }]);
    const changed = Buffer.from(bytes);
    changed.write('bose', changed.indexOf('base\0'), 'latin1');
    const table: readonly (readonly [string, Uint8Array, string])[] = [
      ['cut', bytes.subarray(0, bytes.length >> 1), 'E_TRUNCATED'],
      ['content changed', changed, 'E_DIGEST_MISMATCH'],
      ['a layer too many', saved('[{"Config":"c.json","Layers":["x"]}]'), 'E_FORMAT'],
      ['no configuration', saved('[{"Config":"d.json","Layers":[]}]'), 'E_READ'],
      ['wrong shape', saved('{"Config":1}'), 'E_FORMAT'],
      ['no image', saved('[]'), 'E_TARGET_NOT_FOUND'],
      ['wrong digest in the name', saved(`[{"Config":"${'0'.repeat(64)}.json","Layers":[]}]`), 'E_READ'],
    ];
    for (const [name, content, code] of table) {
      const path = join(directory, 'archive.tar');
      await writeFile(path, content);
      const error = await failure(path, {}, readAll);
      assert.equal(error.code, code, `${name}: ${error.message}`);
    }
  }));

test('what is not there, and what is none of ours', () =>
  inTemporaryDirectory(async (directory) => {
    const text = join(directory, 'notes.txt');
    await writeFile(text, 'not an image');
    await writeFile(join(directory, 'root.tar'), tarArchive([{ path: 'etc/passwd', body: 'root' }]));
    await writeFile(join(directory, 'saved.tar.gz'), layer(dockerArchive({ layers: [] }).bytes).blob);
    await mkdir(join(directory, 'plain'));
    const table: readonly (readonly [string, string])[] = [
      [`${directory}/none`, 'E_TARGET_NOT_FOUND'],
      ['./none-of-this', 'E_TARGET_NOT_FOUND'],
      ['../none.tar', 'E_TARGET_NOT_FOUND'],
      ['missing.tar', 'E_TARGET_NOT_FOUND'],
      [`oci:${directory}/none`, 'E_TARGET_NOT_FOUND'],
      [`dir:${directory}/none`, 'E_TARGET_NOT_FOUND'],
      [`docker-archive:${directory}/none.tar`, 'E_TARGET_NOT_FOUND'],
      [text, 'E_TARGET_UNKNOWN'],
      [`docker-archive:${directory}/plain`, 'E_TARGET_UNKNOWN'],
      [`dir:${text}`, 'E_TARGET_UNKNOWN'],
      [`oci:${directory}/plain`, 'E_TARGET_UNKNOWN'],
      [`${directory}/root.tar`, 'E_TARGET_UNKNOWN'],
      [`oci-archive:${directory}/root.tar`, 'E_TARGET_UNKNOWN'],
      [`docker-archive:${directory}/root.tar`, 'E_TARGET_UNKNOWN'],
      [`${directory}/saved.tar.gz`, 'E_TARGET_UNKNOWN'],
      ['', 'E_USAGE'],
      ['oci:', 'E_USAGE'],
      ['alpine:3.20', 'E_OFFLINE'],
    ];
    for (const [target, code] of table) assert.equal((await failure(target)).code, code, target);
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

test('archives with any bytes changed give an image or a typed error', () =>
  inTemporaryDirectory(async (directory) => {
    const small = { layers: [layer(base, 'none'), layer(top, 'gzip')] };
    const archives = [dockerArchive(small).bytes, ociArchive([{ images: [small] }]).bytes];
    const path = join(directory, 'changed.tar');
    const open = async (): Promise<void> => {
      const problems: Problem[] = [];
      await withImage(path, async (image) => {
        for (const one of image.layers) await entriesOf(one, problems);
      });
    };
    const change = fc.tuple(fc.nat(20_000), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...archives),
        fc.array(change, { maxLength: 10 }),
        fc.nat(30_000),
        async (archive, changes, cut) => {
          const bytes = Buffer.from(archive.subarray(0, cut));
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          await writeFile(path, bytes);
          try {
            await open();
          } catch (error) {
            assert.ok(error instanceof SeaworthyError, String(error));
            assert.notEqual(error.code, 'E_INTERNAL');
          }
        },
      ),
      { numRuns: 60 },
    );
  }));

import { execFile } from 'node:child_process';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { dockerArchive, type FixtureImage, imageBlobs, imageIndex, layer, tarArchive } from '../../fixtures/index.ts';
import type { GreenInput, GreenKind } from '../green.ts';
import { ends, isJudged } from '../oracles.ts';
import { alpine } from '../roots.ts';
import { scanWords } from '../shapes.ts';
import { imageOf, type World } from '../world.ts';

const files = alpine(['flawed', '1.0-r0']);
const image = imageOf(files);
const blobs = imageBlobs(image);
const hex = (digest: string): string => digest.slice('sha256:'.length);

/** What `skopeo copy … dir:` writes. */
const skopeoFiles = (of = blobs) => ({
  version: 'Directory Transport Version: 1.1\n',
  'manifest.json': of.manifestBytes,
  ...Object.fromEntries(
    [...of.blobs].filter(([digest]) => digest !== of.manifest.digest).map(([digest, bytes]) => [hex(digest), bytes]),
  ),
});

/** What `docker save` writes, unpacked into the folder `saved`. */
async function unpacked(world: World, style: 'old' | 'new'): Promise<string> {
  const folder = await world.write({ 'save.tar': dockerArchive({ ...image, tags: ['a:1'] }, style).bytes }, 'saved');
  await promisify(execFile)('tar', ['-xf', 'save.tar'], { cwd: folder });
  await rm(join(folder, 'save.tar'));
  return folder;
}

/** The largest blob of a layout: its layer. */
async function layerFile(folder: string): Promise<string> {
  const all = join(folder, 'blobs', 'sha256');
  const name = hex(blobs.manifestBytes.length === 0 ? '' : (image.layers[0]?.digest ?? ''));
  return (await readdir(all)).includes(name) ? join(all, name) : join(all, 'none');
}

async function damaged(world: World, damage: (file: string) => Promise<unknown>): Promise<string> {
  const folder = await world.layout(image);
  await damage(await layerFile(folder));
  return folder;
}

const withLayers = (...layers: FixtureImage['layers']): FixtureImage => ({ layers });

/** The one layer by another media type. */
const typed = (mediaType: string): FixtureImage => ({
  ...image,
  changeManifest: (manifest) => ({
    ...manifest,
    layers: (manifest.layers as readonly object[]).map((one) => ({ ...one, mediaType })),
  }),
});

const layoutWith =
  (index: unknown) =>
  async (world: World): Promise<string> => {
    const folder = await world.layout(image);
    await writeFile(join(folder, 'index.json'), typeof index === 'string' ? index : JSON.stringify(index));
    return folder;
  };

const emptyTar = Buffer.alloc(1_024);
const attestation = {
  ...blobs.manifest,
  platform: { os: 'unknown', architecture: 'unknown' },
  annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
};

/** Targets that hold an image as people write them, and targets that hold none or one that cannot be read. */
const targets: readonly (readonly [name: string, lay: (world: World) => Promise<string>])[] = [
  ['an empty folder', (world) => world.write({}, 'empty')],
  ['an empty folder, as dir:', async (world) => `dir:${await world.write({}, 'empty')}`],
  ['a folder of empty folders', async (world) => join(await world.write({}, 'empty/var/lib'), '..', '..')],
  [
    'a folder with a root in it',
    (world) => world.write({ 'rootfs/lib/apk/db/installed': files['lib/apk/db/installed'] ?? '' }, 'folder'),
  ],
  [
    'an OCI layout whose marker is missing',
    async (world) => {
      const folder = await world.layout(image);
      await rm(join(folder, 'oci-layout'));
      return folder;
    },
  ],
  [
    'an OCI layout without its index',
    async (world) => {
      const folder = await world.layout(image);
      await rm(join(folder, 'index.json'));
      return folder;
    },
  ],
  ['an OCI layout given as dir:', async (world) => `dir:${await world.layout(image)}`],
  [
    'a folder of skopeo, cut off',
    (world) =>
      world.write({ 'manifest.json': blobs.manifestBytes, version: 'Directory Transport Version: 1.1\n' }, 'skopeo'),
  ],
  ['an index of nothing', layoutWith({ schemaVersion: 2, manifests: [] })],
  ['an index without a list', layoutWith({ schemaVersion: 2 })],
  ['an index that is null', layoutWith('null')],
  ['an index of an attestation alone', layoutWith({ schemaVersion: 2, manifests: [attestation] })],
  [
    'an index of artifacts alone',
    layoutWith({ schemaVersion: 2, manifests: [{ ...blobs.manifest, artifactType: 'application/vnd.example' }] }),
  ],
  ['an index of itself', layoutWith({ schemaVersion: 2, manifests: [imageIndex([blobs.manifest]).descriptor] })],
  ['an image of no layers', (world) => world.layout({ layers: [] })],
  ['a docker archive of no layers', (world) => world.saved({ layers: [] })],
  ['a layer that is an empty tar', (world) => world.layout(withLayers(layer(emptyTar)))],
  ['a layer that is an empty tar, not compressed', (world) => world.layout(withLayers(layer(emptyTar, 'none')))],
  ['a layer of no bytes', (world) => world.layout(withLayers(layer(new Uint8Array())))],
  ['two empty layers', (world) => world.layout(withLayers(layer(emptyTar), layer(new Uint8Array(), 'none')))],
  [
    'an image of deletions alone',
    (world) => world.layout(withLayers(layer([{ path: 'etc/passwd', kind: 'whiteout' }]))),
  ],
  [
    'everything deleted again',
    (world) =>
      world.layout({
        layers: [
          ...image.layers,
          layer([
            { path: 'lib', kind: 'whiteout' },
            { path: 'etc', kind: 'whiteout' },
          ]),
        ],
      }),
  ],
  ['a layer that is missing', (world) => damaged(world, (file) => rm(file))],
  ['a layer cut off', (world) => damaged(world, (file) => truncate(file, 40))],
  [
    'a layer of other bytes',
    (world) => damaged(world, async (file) => writeFile(file, gzipSync(tarArchive([{ path: 'a', body: 'b' }])))),
  ],
  [
    'a layer that is a web page',
    (world) => world.layout(withLayers(layer(Buffer.from('<!doctype html><title>login</title>'), 'none'))),
  ],
  [
    'a layer cut off within a tar',
    (world) =>
      world.layout(
        withLayers(layer(tarArchive([{ path: 'lib/apk/db/installed', body: 'P:a\n'.repeat(1_000) }]).subarray(0, 900))),
      ),
  ],
  [
    'a layer without the end of a tar',
    (world) =>
      world.layout(
        withLayers(layer(tarArchive([{ path: 'a', body: 'x'.repeat(2_000) }], { end: false }).subarray(0, 1_500))),
      ),
  ],
  ['an encrypted layer', (world) => world.layout(typed('application/vnd.oci.image.layer.v1.tar+gzip+encrypted'))],
  ['a layer of WebAssembly', (world) => world.layout(typed('application/vnd.wasm.content.layer.v1+wasm'))],
  ['a chart of Helm', (world) => world.layout(typed('application/vnd.cncf.helm.chart.content.v1.tar+gzip'))],
  ['a model', (world) => world.layout(typed('application/vnd.docker.ai.gguf.v3'))],
  ['a layer of a media type nobody knows', (world) => world.layout(typed('application/x-thing'))],
  [
    'a foreign layer that is elsewhere',
    (world) =>
      world.layout({
        ...image,
        changeManifest: (manifest) => ({
          ...manifest,
          layers: [
            {
              mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
              digest: `sha256:${'0'.repeat(64)}`,
              size: 10,
              urls: ['https://example.com/layer'],
            },
          ],
        }),
      }),
  ],
  [
    'a file that is no archive',
    async (world) => join(await world.write({ 'image.tar': 'not an archive' }), 'image.tar'),
  ],
  ['a file of no bytes', async (world) => join(await world.write({ 'image.tar': '' }), 'image.tar')],
  ['an empty tar', async (world) => join(await world.write({ 'image.tar': emptyTar }), 'image.tar')],
  [
    'a tar of a root',
    async (world) =>
      join(
        await world.write({ 'image.tar': tarArchive([{ path: 'etc/os-release', body: 'ID=alpine\n' }]) }),
        'image.tar',
      ),
  ],
  [
    'a docker archive of no images',
    async (world) =>
      join(await world.write({ 'image.tar': tarArchive([{ path: 'manifest.json', body: '[]' }]) }), 'image.tar'),
  ],
  [
    'a docker archive cut off',
    async (world) => {
      const file = await world.saved(image);
      await truncate(file, 2_000);
      return file;
    },
  ],
  [
    'a docker archive cut off, compressed',
    async (world) => {
      const file = await world.saved(image);
      await writeFile(file, gzipSync(await readFile(file)).subarray(0, 300));
      return file;
    },
  ],
];

/** Folders that hold an image in a form that people have: these are judged, or refused by name, and never an empty root. */
const imagesInFolders: readonly (readonly [name: string, lay: (world: World) => Promise<string>])[] = [
  ['a folder of skopeo', (world) => world.write(skopeoFiles(), 'skopeo')],
  [
    'a folder of skopeo, docker manifest',
    (world) => world.write(skopeoFiles(imageBlobs({ ...image, docker: true })), 'skopeo'),
  ],
  ['an unpacked docker save, old', (world) => unpacked(world, 'old')],
  ['an unpacked docker save, new', (world) => unpacked(world, 'new')],
];

/** Either it was opened as the image that it is (its package stands in the report), or the command does not end with 0. */
const openedOrTold: GreenInput['expect'] = (ran) =>
  ran.code === 0 && ran.out.includes('"flawed"') ? undefined : ends(1, 2, 5)(ran);

export const targetsKind: GreenKind = {
  id: 'targets',
  title: 'targets that hold no image, or one of which something cannot be read',
  inputs: [
    ...targets.map(
      ([name, lay]): GreenInput => ({
        name,
        expect: ends(1, 2, 5),
        prepare: async (world) => scanWords(world, await lay(world)),
      }),
    ),
    ...imagesInFolders.flatMap(([name, lay]): readonly GreenInput[] => [
      { name, expect: openedOrTold, prepare: async (world) => scanWords(world, await lay(world)) },
      {
        name: `${name}, as dir:`,
        expect: openedOrTold,
        prepare: async (world) => scanWords(world, `dir:${await lay(world)}`),
      },
    ]),
    {
      name: 'an OCI layout',
      control: true,
      expect: isJudged,
      prepare: async (world) => scanWords(world, await world.layout(image)),
    },
    {
      name: 'a docker archive',
      control: true,
      expect: isJudged,
      prepare: async (world) => scanWords(world, await world.saved(image)),
    },
  ],
};

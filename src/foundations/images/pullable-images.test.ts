import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FixtureDescriptor,
  type FixtureImage,
  imageBlobs,
  imageIndex,
  layer,
  type MemoryRegistry,
  memoryRegistry,
  sha256,
} from '../../../lab/fixtures/index.ts';
import { defaultLimits, formatPlatform } from '../../core/index.ts';
import { createHttp } from '../net/index.ts';
import { storeSource } from './image-source.ts';
import { parsePlatform } from './platform.ts';
import { type PullableImage, pullableFor } from './pullable-images.ts';
import { createRegistryClient } from './registry/client.ts';
import { registryStore } from './registry/registry-store.ts';
import { resolve } from './resolve.ts';

const emptyConfig = 'application/vnd.oci.empty.v1+json';
const inToto = 'application/vnd.in-toto+json';
let serial = 0;
/** An image of its own. */
const image = (more: Partial<FixtureImage> = {}): FixtureImage => ({
  layers: [layer([{ path: 'bin/x', body: String(serial++) }])],
  ...more,
});
/** The same, but its layers call themselves attestations. */
const posing: Partial<FixtureImage> = {
  changeManifest: (manifest) => ({
    ...manifest,
    layers: (manifest.layers as object[]).map((one) => ({ ...one, mediaType: inToto })),
  }),
};
/** BuildKit's attestation: the configuration of an image for no platform, and statements in place of layers. */
const attestation = image({ ...posing, platform: { os: 'unknown', architecture: 'unknown' } });
const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
const noPlatform = { os: 'unknown', architecture: 'unknown' };

type Entry = readonly [FixtureImage, Partial<FixtureDescriptor>?];
const listed = (registry: MemoryRegistry, [one, more = {}]: Entry): FixtureDescriptor => ({
  ...registry.push('a/b', imageBlobs(one)),
  ...more,
});

/** What is found in an index, in words. */
async function found(make: (registry: MemoryRegistry) => readonly FixtureDescriptor[]): Promise<readonly string[]> {
  await using registry = await memoryRegistry();
  const index = imageIndex(make(registry));
  const digest = registry.put('a/b', index.bytes, index.descriptor.mediaType);
  const http = createHttp({
    offline: false,
    timeout: 20_000,
    userAgent: 'test',
    plainHttpHosts: [registry.host],
    retries: 0,
  });
  try {
    const client = createRegistryClient({
      http,
      registry: registry.host,
      repository: 'a/b',
      limits: defaultLimits,
      plainHttpHosts: [registry.host],
    });
    const store = registryStore(client);
    const images = await resolve(await store.manifest(digest), storeSource(store, defaultLimits)).pullable();
    return images.map(({ platform, within, flaw }) =>
      [platform === undefined ? 'any' : formatPlatform(platform), ...within.map(() => 'inside'), flaw ?? '']
        .filter(Boolean)
        .join(' '),
    );
  } finally {
    await http.close();
  }
}

const s390x = { os: 'linux', architecture: 's390x' };
/** Entries, by what somebody did, and what counts as an image. */
const table: readonly (readonly [string, readonly Entry[], readonly string[]])[] = [
  ['images for two platforms', [[image()], [image({ platform: s390x })]], ['linux/amd64', 'linux/s390x']],
  ['two for the same platform', [[image()], [image()]], ['linux/amd64', 'linux/amd64']],
  [
    "BuildKit's attestation beside an image",
    [[image()], [attestation, { annotations, platform: noPlatform }]],
    ['linux/amd64'],
  ],
  [
    'an image for our platform that is annotated as an attestation',
    [[image()], [image(), { annotations }]],
    ['linux/amd64', 'linux/amd64'],
  ],
  [
    'the same, and its layers call themselves attestations',
    [
      [image(), {}],
      [image(posing), { annotations }],
    ],
    ['linux/amd64', 'linux/amd64'],
  ],
  [
    'a file system listed for no platform',
    [[image()], [image(), { annotations, platform: noPlatform }]],
    ['linux/amd64', 'unknown/unknown'],
  ],
  [
    'no file system, but a configuration for a real platform',
    [[image()], [image(posing), { platform: noPlatform }]],
    ['linux/amd64', 'unknown/unknown'],
  ],
  ['half a platform', [[image(), { platform: { os: 'unknown', architecture: 'amd64' } }]], ['unknown/amd64']],
  ['an index of nothing but attestations', [[attestation, { platform: noPlatform }]], []],
];

for (const [name, entries, expected] of table)
  test(`images in an index: ${name}`, async () => {
    assert.deepEqual(await found((registry) => entries.map((entry) => listed(registry, entry))), expected);
  });

const bare = ({ platform: _, ...rest }: FixtureDescriptor): FixtureDescriptor => rest;

/** An artifact that is no image: a document under a configuration of two braces. */
function artifact(registry: MemoryRegistry, isThere = true): FixtureDescriptor {
  const config = Buffer.from('{}');
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      artifactType: 'application/spdx+json',
      config: { mediaType: emptyConfig, digest: sha256(config), size: config.length },
      layers: [{ mediaType: 'application/spdx+json', digest: sha256(config), size: config.length }],
    }),
  );
  if (isThere) registry.content.set(`a/b@${sha256(config)}`, { bytes: config, type: 'application/octet-stream' });
  return { mediaType, digest: registry.put('a/b', bytes, mediaType), size: bytes.length };
}

test('images in an index: an entry without a platform is anybody’s, but for an artifact', async () => {
  assert.deepEqual(await found((registry) => [bare(listed(registry, [image()]))]), ['any']);
  // BuildKit's attestation without its platform: CRI-O would take it for want of a better, and unpack what its layers hold.
  assert.deepEqual(await found((registry) => [bare(listed(registry, [attestation]))]), ['any']);
  assert.deepEqual(await found((registry) => [artifact(registry), listed(registry, [image()])]), ['linux/amd64']);
  assert.deepEqual(await found((registry) => [artifact(registry, false)]), ['any'], 'what is missing may come later');
});

test('images in an index: indexes inside are gone through, and what is wrong with one is a flaw of it', async () => {
  const nest = (registry: MemoryRegistry, entries: readonly FixtureDescriptor[]): FixtureDescriptor => {
    const index = imageIndex(entries);
    registry.put('a/b', index.bytes, index.descriptor.mediaType);
    return index.descriptor;
  };
  assert.deepEqual(
    await found((registry) => [
      listed(registry, [image()]),
      nest(registry, [listed(registry, [image({ platform: s390x })])]),
    ]),
    ['linux/amd64', 'linux/s390x inside'],
  );
  const deep = (registry: MemoryRegistry, depth: number): FixtureDescriptor =>
    depth === 0 ? listed(registry, [image()]) : nest(registry, [deep(registry, depth - 1)]);
  assert.deepEqual(await found((registry) => [deep(registry, 3)]), ['linux/amd64 inside inside inside']);
  assert.match((await found((registry) => [deep(registry, 4)])).join(), /too many others/);
  const gone = imageIndex([]).descriptor;
  assert.match((await found(() => [gone])).join(), /there is no sha256/);
  const lie = (registry: MemoryRegistry): FixtureDescriptor => ({
    ...listed(registry, [image()]),
    mediaType: gone.mediaType,
  });
  assert.match((await found((registry) => [lie(registry)])).join(), /calls itself/);
  assert.deepEqual(await found((registry) => [nest(registry, [])]), []);
});

test('images in an index: no more are looked at than anybody needs', async () => {
  const many = (count: number, platform?: Record<string, string>) => (registry: MemoryRegistry) => {
    const one = listed(registry, [image()]);
    return Array.from(
      { length: count },
      (): FixtureDescriptor => (platform === undefined ? one : { ...one, platform }),
    );
  };
  assert.equal((await found(many(64))).length, 64);
  assert.deepEqual(await found(many(65)), ['any it holds more than 64 images']);
  assert.deepEqual(await found(many(257)), ['any it has 257 entries; at most 256 are judged']);
  await assert.rejects(found(many(10_001)), { code: 'E_LIMIT' });
});

test('images in an index: the one that a platform is known by says what it runs on and can be looked at', () => {
  const digest = (name: string): PullableImage['digest'] => `sha256:${name.repeat(64)}`;
  const [v1, v3, arm, broken, any]: readonly PullableImage[] = [
    { digest: digest('1'), within: [], platform: { os: 'linux', architecture: 'amd64' } },
    { digest: digest('3'), within: [], platform: { os: 'linux', architecture: 'amd64', variant: 'v3' } },
    { digest: digest('a'), within: [], platform: { os: 'linux', architecture: 'arm64' } },
    { digest: digest('b'), within: [], platform: { os: 'linux', architecture: 'amd64' }, flaw: 'cut short' },
    { digest: digest('c'), within: [] },
  ];
  const table: readonly (readonly [readonly (PullableImage | undefined)[], string, PullableImage | undefined])[] = [
    [[arm, v1, v3], 'linux/amd64', v1],
    [[arm, v1, v3], 'linux/amd64/v4', v3],
    [[broken, v1], 'linux/amd64', v1],
    [[broken, any, arm], 'linux/amd64', undefined],
    [[arm], 'linux/amd64', undefined],
    [[], 'linux/amd64', undefined],
  ];
  for (const [images, platform, expected] of table)
    assert.equal(
      pullableFor(
        images.filter((one) => one !== undefined),
        parsePlatform(platform),
        'x',
      ),
      expected,
      platform,
    );
});

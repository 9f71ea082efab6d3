import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FixtureDescriptor,
  imageBlobs,
  imageIndex,
  layer,
  type MemoryRegistry,
  memoryRegistry,
} from '../../../lab/fixtures/index.ts';
import { type Digest, defaultLimits, defined, formatPlatform, SeaworthyError } from '../../core/index.ts';
import { createHttp } from '../net/index.ts';
import { digestBytes } from './descriptor.ts';
import { type ImageSource, maxIndexes, storeSource } from './image-source.ts';
import { mediaType } from './media-types.ts';
import { parsePlatform } from './platform.ts';
import { createRegistryClient } from './registry/client.ts';
import { registryStore } from './registry/registry-store.ts';
import { type ResolvedName, resolve } from './resolve.ts';

const repository = 'a/b';
const arm64 = { os: 'linux', architecture: 'arm64' };
const noPlatform = { os: 'unknown', architecture: 'unknown' };
const attested = { 'vnd.docker.reference.type': 'attestation-manifest' };

let serial = 0;
function image(registry: MemoryRegistry, platform?: typeof arm64): FixtureDescriptor {
  const layers = [layer([{ path: 'bin/x', body: String(serial++) }])];
  return registry.push(repository, imageBlobs({ layers, ...defined({ platform }) }));
}

function index(registry: MemoryRegistry, entries: readonly FixtureDescriptor[]): FixtureDescriptor {
  const { bytes, descriptor } = imageIndex(entries);
  registry.put(repository, bytes, descriptor.mediaType);
  return descriptor;
}

/** As an index lists it that does not say what it runs on. */
const silent = ({ platform: _, ...entry }: FixtureDescriptor): FixtureDescriptor => entry;

/** An image inside so many indexes. */
const nested = (registry: MemoryRegistry, depth: number): FixtureDescriptor =>
  depth === 0 ? image(registry) : index(registry, [nested(registry, depth - 1)]);

function dockerList(registry: MemoryRegistry, entries: readonly FixtureDescriptor[]): FixtureDescriptor {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaType.dockerIndex, manifests: entries }));
  const digest = registry.put(repository, bytes, mediaType.dockerIndex);
  return { mediaType: mediaType.dockerIndex, digest, size: bytes.length };
}

/** Bytes that are not those of the digest. */
function damaged(registry: MemoryRegistry, entry: FixtureDescriptor): FixtureDescriptor {
  const key = `${repository}@${entry.digest}`;
  const there = registry.content.get(key);
  assert.ok(there);
  registry.content.set(key, { ...there, bytes: Buffer.concat([there.bytes, Buffer.from(' ')]) });
  return entry;
}

/** Served under another type than the document is of. */
function served(registry: MemoryRegistry, entry: FixtureDescriptor, type: string): FixtureDescriptor {
  const key = `${repository}@${entry.digest}`;
  const there = registry.content.get(key);
  assert.ok(there);
  registry.content.set(key, { ...there, type });
  return entry;
}

async function withStore<T>(
  work: (registry: MemoryRegistry, source: ImageSource, read: Read) => Promise<T>,
): Promise<T> {
  await using registry = await memoryRegistry();
  const plainHttpHosts = [registry.host];
  const http = createHttp({ offline: false, timeout: 20_000, userAgent: 'test', plainHttpHosts, retries: 0 });
  try {
    const client = createRegistryClient({
      http,
      registry: registry.host,
      repository,
      limits: defaultLimits,
      plainHttpHosts,
    });
    const store = registryStore(client);
    const source = storeSource(store, defaultLimits);
    return await work(registry, source, async (digest) => resolve(await store.manifest(digest), source));
  } finally {
    await http.close();
  }
}

type Read = (digest: Digest) => Promise<ResolvedName>;

/** What comes of each way down, in words: an error by its code. */
async function outcomes(named: Promise<ResolvedName>, platform: string | undefined): Promise<readonly string[]> {
  const code = (error: unknown): string => (error instanceof SeaworthyError ? error.code : String(error));
  const wanted = platform === undefined ? undefined : parsePlatform(platform);
  const one = named.then((name) => name.image(wanted, 'x'));
  const all = named.then((name) => name.pullable());
  return [
    await named.then(({ document }) => document.kind, code),
    await one.then(({ within, beside }) => `${within.length} above, ${beside.length} beside`, code),
    await all.then(
      (images) =>
        images
          .map((found) => {
            const of = found.platform === undefined ? 'any' : formatPlatform(found.platform);
            return `${of}${found.flaw === undefined ? '' : ' flawed'}`;
          })
          .join(', '),
      code,
    ),
  ];
}

type Made = (registry: MemoryRegistry) => FixtureDescriptor;
const amd = 'linux/amd64';
const table: readonly (readonly [
  what: string,
  platform: string | undefined,
  make: Made,
  expected: readonly string[],
])[] = [
  ['one image', undefined, (r) => image(r), ['manifest', '0 above, 0 beside', 'any']],
  ['one image, whatever was asked for', amd, (r) => image(r, arm64), ['manifest', '0 above, 0 beside', 'any']],
  [
    'an image for each of two platforms',
    'linux/arm64',
    (r) => index(r, [image(r), image(r, arm64)]),
    ['index', '1 above, 1 beside', 'linux/amd64, linux/arm64'],
  ],
  [
    'a platform that is not there',
    'linux/s390x',
    (r) => index(r, [image(r), image(r, arm64)]),
    ['index', 'E_PLATFORM', 'linux/amd64, linux/arm64'],
  ],
  [
    'an index in an index',
    amd,
    (r) => index(r, [index(r, [image(r), image(r, arm64)])]),
    ['index', '2 above, 1 beside', 'linux/amd64, linux/arm64'],
  ],
  ['as deep as may be', amd, (r) => nested(r, maxIndexes), ['index', `${maxIndexes} above, 0 beside`, 'linux/amd64']],
  ['one deeper', amd, (r) => nested(r, maxIndexes + 1), ['index', 'E_LIMIT', 'any flawed']],
  [
    'a Docker list',
    amd,
    (r) => dockerList(r, [image(r), image(r, arm64)]),
    ['index', '1 above, 1 beside', 'linux/amd64, linux/arm64'],
  ],
  [
    'an attestation beside the image',
    undefined,
    (r) =>
      index(r, [
        image(r),
        {
          ...r.push(
            repository,
            imageBlobs({
              layers: [layer([{ path: 'x', body: String(serial++) }])],
              platform: noPlatform,
              changeManifest: (manifest) => ({
                ...manifest,
                layers: (manifest.layers as object[]).map((one) => ({
                  ...one,
                  mediaType: 'application/vnd.in-toto+json',
                })),
              }),
            }),
          ),
          platform: noPlatform,
          annotations: attested,
        },
      ]),
    ['index', '1 above, 0 beside', 'linux/amd64'],
  ],
  [
    'an image that only calls itself an attestation',
    amd,
    (r) => index(r, [{ ...image(r), annotations: attested }, image(r, arm64)]),
    ['index', '1 above, 1 beside', 'linux/amd64, linux/arm64'],
  ],
  [
    'indexes that tell no platform, in an index',
    'linux/arm64',
    (r) => index(r, [silent(index(r, [image(r)])), silent(index(r, [image(r, arm64)]))]),
    ['index', '2 above, 1 beside', 'linux/amd64, linux/arm64'],
  ],
  [
    'the first of them, for the other platform',
    amd,
    (r) => index(r, [silent(index(r, [image(r)])), silent(index(r, [image(r, arm64)]))]),
    ['index', '2 above, 1 beside', 'linux/amd64, linux/arm64'],
  ],
  [
    'images that tell no platform: their configurations do',
    'linux/arm64',
    (r) => index(r, [silent(image(r)), silent(image(r, arm64))]),
    ['index', '1 above, 1 beside', 'any, any'],
  ],
  [
    'one inside another, all silent',
    'linux/arm64',
    (r) => index(r, [silent(index(r, [silent(image(r)), silent(image(r, arm64))])), silent(image(r))]),
    ['index', '2 above, 2 beside', 'any, any, any'],
  ],
  [
    'what tells its platform goes before what does not',
    amd,
    (r) => index(r, [silent(index(r, [image(r)])), image(r)]),
    ['index', '1 above, 1 beside', 'linux/amd64, linux/amd64'],
  ],
  [
    'a platform that none of the silent has',
    'linux/s390x',
    (r) => index(r, [silent(index(r, [image(r)])), silent(image(r, arm64)), image(r)]),
    ['index', 'E_PLATFORM', 'linux/amd64, any, linux/amd64'],
  ],
  [
    'a silent one that cannot be read, beside one that suits',
    amd,
    (r) => index(r, [silent(damaged(r, index(r, [image(r)]))), silent(index(r, [image(r)]))]),
    ['index', '2 above, 1 beside', 'any flawed, linux/amd64'],
  ],
  [
    'a silent one that cannot be read, beside one that does not suit',
    'linux/arm64',
    (r) => index(r, [silent(damaged(r, index(r, [image(r)]))), silent(index(r, [image(r)]))]),
    ['index', 'E_DIGEST_MISMATCH', 'any flawed, linux/amd64'],
  ],
  [
    'more silent ones than are opened',
    'linux/s390x',
    (r) =>
      index(
        r,
        Array.from({ length: 65 }, () => silent(image(r))),
      ),
    ['index', 'E_LIMIT', 'any flawed'],
  ],
  ['an index that holds nothing', amd, (r) => index(r, []), ['index', 'E_PLATFORM', '']],
  [
    'a child that is not there',
    amd,
    (r) => index(r, [imageIndex([]).descriptor]),
    ['index', 'E_NOT_FOUND', 'any flawed'],
  ],
  [
    'a child with other bytes',
    amd,
    (r) => index(r, [damaged(r, index(r, [image(r)]))]),
    ['index', 'E_DIGEST_MISMATCH', 'any flawed'],
  ],
  ['other bytes than the name says', amd, (r) => damaged(r, index(r, [image(r)])), Array(3).fill('E_DIGEST_MISMATCH')],
  [
    'an image that is listed as an index',
    amd,
    (r) => index(r, [{ ...image(r), mediaType: mediaType.ociIndex }]),
    ['index', 'E_FORMAT', 'linux/amd64 flawed'],
  ],
  [
    'an index that is listed as an image',
    'linux/arm64',
    (r) => index(r, [{ ...index(r, [image(r)]), mediaType: mediaType.ociManifest, platform: arm64 }]),
    ['index', 'E_FORMAT', 'linux/arm64'],
  ],
  [
    'an index that is served as an image',
    amd,
    (r) => index(r, [served(r, index(r, [image(r)]), mediaType.ociManifest)]),
    ['index', 'E_FORMAT', 'any flawed'],
  ],
];

for (const [what, platform, make, expected] of table)
  test(`resolve: ${what}`, () =>
    withStore(async (registry, _source, read) => {
      assert.deepEqual(await outcomes(read(make(registry).digest), platform), expected);
    }));

test('resolve: the image that was come to, with the indexes above it from the outermost on', () =>
  withStore(async (registry, _source, read) => {
    const [own, other] = [image(registry), image(registry, arm64)];
    const inner = index(registry, [own, other]);
    const outer = index(registry, [inner]);
    const named = await read(outer.digest);
    assert.equal(named.digest, outer.digest);
    const found = await named.image(parsePlatform(amd), 'x');
    assert.deepEqual(
      [found.digest, found.within, found.beside.map(({ digest }) => digest)],
      [own.digest, [outer.digest, inner.digest], [other.digest]],
    );
    assert.equal(found.manifest.kind, 'manifest');
  }));

test('resolve: a circle, in a store that does not check digests, has an end', async () => {
  const digest: Digest = `sha256:${'0'.repeat(64)}`;
  const entry = { mediaType: mediaType.ociIndex, digest, size: 1 };
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaType.ociIndex, manifests: [entry] }));
  assert.notEqual(digestBytes(bytes), digest);
  let reads = 0;
  const stored = { bytes, digest, mediaType: mediaType.ociIndex };
  const source: ImageSource = {
    manifest: async () => {
      reads += 1;
      return stored;
    },
    blob: async () => assert.fail('nothing to ask for'),
    where: (text) => text,
    limits: defaultLimits,
  };
  const named = Promise.resolve(resolve(stored, source));
  assert.deepEqual(await outcomes(named, undefined), ['index', 'E_LIMIT', 'any flawed']);
  assert.ok(reads <= 2 * maxIndexes, String(reads));
});

test('resolve: an outage is no flaw of the image', () =>
  withStore(async (registry, source) => {
    const top = index(registry, [index(registry, [image(registry)])]);
    const failing: ImageSource = {
      ...source,
      manifest: async () => {
        throw new SeaworthyError('E_NETWORK', 'no answer');
      },
    };
    const { bytes } = registry.content.get(`${repository}@${top.digest}`) ?? assert.fail();
    const named = Promise.resolve(resolve({ bytes, digest: top.digest, mediaType: top.mediaType }, failing));
    assert.deepEqual(await outcomes(named, undefined), ['index', 'E_NETWORK', 'E_NETWORK']);
  }));

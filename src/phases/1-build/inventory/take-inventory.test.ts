import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureEntry,
  inTemporaryDirectory,
  layer as makeLayer,
  ociLayout,
} from '../../../../lab/fixtures/index.ts';
import { defaultLimits, type Inventory } from '../../../core/index.ts';
import { type Layer, type OpenedImage, openTarget } from '../../../foundations/images/index.ts';
import type { Extractor } from '../ecosystems/index.ts';
import { extractors } from '../ecosystems/index.ts';
import type { InventoryOptions } from './examination.ts';
import { openLayerCache } from './layer-cache.ts';
import { takeInventory } from './take-inventory.ts';

const now = new Date('2026-11-24T00:00:00Z');
const options: InventoryOptions = { extractors, limits: defaultLimits, now };

/** The inventory of an image with these layers, read from a real OCI layout; `change` may put something between. */
async function inventoryOf(
  layers: readonly (readonly FixtureEntry[])[],
  changed: Partial<InventoryOptions> = {},
  change: (image: OpenedImage) => OpenedImage = (image) => image,
): Promise<Inventory> {
  return inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: layers.map((entries) => makeLayer(entries)) });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    try {
      return await takeInventory(change(image), { ...options, ...changed });
    } finally {
      await image.close();
    }
  });
}

const apk = (...packages: readonly (readonly [string, string])[]): string =>
  packages
    .map(([name, version]) => `P:${name}\nV:${version}\nA:x86_64\nL:MIT\no:${name}\nF:usr/lib\nR:${name}.so\n\n`)
    .join('');
const apkDatabase = (...packages: readonly (readonly [string, string])[]): FixtureEntry => ({
  path: 'lib/apk/db/installed',
  body: apk(...packages),
});
const npm = (path: string, name: string): FixtureEntry => ({
  path: `${path}/package.json`,
  body: JSON.stringify({ name, version: '1.0.0' }),
});
const layersOf = (inventory: Inventory): Record<string, number | undefined> =>
  Object.fromEntries(inventory.packages.map(({ name, layer }) => [name, layer?.index]));

test('a package of a database that every layer rewrites came with the first copy that has it without a gap', async () => {
  const musl = ['musl', '1.2.4-r0'] as const;
  const inventory = await inventoryOf([
    [apkDatabase(musl, ['zlib', '1.2-r0'])],
    [apkDatabase(musl, ['zlib', '1.3-r0'], ['curl', '8-r0'])],
    [{ path: 'etc/motd', body: 'hello' }],
    [apkDatabase(musl, ['zlib', '1.3-r0'])],
    [apkDatabase(musl, ['zlib', '1.3-r0'], ['curl', '8-r0'])],
  ]);
  assert.deepEqual(layersOf(inventory), { musl: 0, zlib: 1, curl: 4 });
});

test('a database that is removed and written again starts anew', async () => {
  const inventory = await inventoryOf([
    [apkDatabase(['musl', '1-r0'])],
    [{ path: 'lib/apk', kind: 'whiteout' }],
    [apkDatabase(['musl', '1-r0'])],
  ]);
  assert.deepEqual(layersOf(inventory), { musl: 2 });
});

test('what a later layer removes, replaces or hides is not in the inventory, and its problems neither', async () => {
  const broken = { path: 'app/node_modules/broken/package.json', body: '{' };
  const inventory = await inventoryOf([
    [npm('app/node_modules/gone', 'gone'), npm('app/node_modules/kept', 'kept'), broken],
    [npm('srv/node_modules/hidden', 'hidden')],
    [
      { path: 'app/node_modules/gone', kind: 'whiteout' },
      { path: 'app/node_modules/broken', kind: 'whiteout' },
      { path: 'srv', kind: 'opaque' },
    ],
  ]);
  assert.deepEqual(layersOf(inventory), { kept: 0 });
  assert.deepEqual(inventory.coverage.problems, []);
});

test('a file that cannot be understood is told and makes the result incomplete', async () => {
  const inventory = await inventoryOf([[{ path: 'app/node_modules/broken/package.json', body: '{' }]]);
  const [problem] = inventory.coverage.problems;
  assert.equal(problem?.part, 'npm');
  assert.equal(problem?.incomplete, true);
  assert.match(problem?.where ?? '', /\/app\/node_modules\/broken\/package\.json in layer 1/);
  assert.equal(inventory.coverage.parts.find(({ id }) => id === 'npm')?.state, 'partly');
});

test('a database behind a link is found, and a hard link counts under its own name', async () => {
  const inventory = await inventoryOf([
    [
      { path: 'opt/apk/db/installed', body: apk(['musl', '1-r0']) },
      { path: 'lib/apk', kind: 'symlink', link: '/opt/apk' },
      { path: 'store/x.json', body: JSON.stringify({ name: 'linked', version: '2.0.0' }) },
      { path: 'app/node_modules/linked/package.json', kind: 'hardlink', link: 'store/x.json' },
    ],
  ]);
  const paths = inventory.packages.map(({ name, path }) => [name, path]);
  assert.deepEqual(paths, [
    ['musl', 'opt/apk/db/installed'],
    ['linked', 'app/node_modules/linked/package.json'],
  ]);
});

test('a language package whose proof a distribution package brought is owned by it, also through a merged /usr', async () => {
  const status = 'Package: python3-urllib3\nStatus: install ok installed\nArchitecture: all\nVersion: 1.26.12-1\n\n';
  const metadata = 'lib/python3/dist-packages/urllib3-1.26.12.egg-info/PKG-INFO';
  const inventory = await inventoryOf([
    [
      { path: 'lib', kind: 'symlink', link: 'usr/lib' },
      { path: 'var/lib/dpkg/status', body: status },
      { path: 'var/lib/dpkg/info/python3-urllib3.list', body: `/.\n/${metadata}\n` },
      { path: `usr/${metadata}`, body: 'Metadata-Version: 2.1\nName: urllib3\nVersion: 1.26.12\n\n' },
    ],
  ]);
  const [deb, python] = inventory.packages;
  assert.equal(deb?.type, 'deb');
  assert.ok(deb?.files.includes(`usr/${metadata}`));
  assert.equal(python?.ownedBy, deb?.id);
});

test('a cached layer is not walked again, and tells the same', async () => {
  await inTemporaryDirectory(async (directory) => {
    const cache = openLayerCache(directory, now);
    let walks = 0;
    const counting = (image: OpenedImage): OpenedImage => ({
      ...image,
      layers: image.layers.map(
        (one): Layer => ({
          ref: one.ref,
          immutable: one.immutable,
          walk(visitor, walkOptions) {
            walks++;
            return one.walk(visitor, walkOptions);
          },
        }),
      ),
    });
    const layers = [
      [apkDatabase(['musl', '1-r0']), { path: 'etc/os-release', body: 'ID=alpine\nVERSION_ID=3.20.3\n' }],
      [npm('app/node_modules/kept', 'kept')],
    ];
    const first = await inventoryOf(layers, { cache }, counting);
    assert.equal(walks, 2);
    const second = await inventoryOf(layers, { cache }, counting);
    assert.equal(walks, 2);
    assert.deepEqual({ ...second, subject: first.subject }, first);
    assert.equal(second.distribution?.id, 'alpine');
    cache.close();
  });
});

test('a reader that has changed reads a cached layer anew, and no other does', async () => {
  await inTemporaryDirectory(async (directory) => {
    const cache = openLayerCache(directory, now);
    const read: string[] = [];
    const inVersion = (raised?: string): readonly Extractor[] =>
      extractors.map((one) => ({
        ...one,
        version: one.version + (one.id === raised ? 1 : 0),
        extract(path, bytes) {
          read.push(one.id);
          return one.extract(path, bytes);
        },
      }));
    const layers = [
      [apkDatabase(['musl', '1-r0']), { path: 'var/lib/dpkg/info/lost.list', body: '/.\n/usr/bin/lost\n' }],
      [npm('app/node_modules/kept', 'kept'), npm('app/node_modules/broken', 'br oken')],
      [{ path: 'usr/lib/python3/dist-packages/a-1.dist-info/METADATA', body: 'no headers' }],
    ];
    const take = async (raised?: string): Promise<Inventory> => {
      read.length = 0;
      return inventoryOf(layers, { cache, extractors: inVersion(raised) });
    };
    const first = await take();
    const without = { subject: undefined, parts: undefined };
    const partsOf = ({ coverage }: Inventory) => coverage.parts.map(({ version: _, ...rest }) => rest);
    const told = (inventory: Inventory) => ({
      ...inventory,
      ...without,
      coverage: { ...inventory.coverage, parts: [] },
    });
    assert.deepEqual([...new Set(read)].sort(), ['apk', 'dpkg', 'npm', 'python']);
    assert.ok(first.coverage.problems.length > 1);
    for (const raised of extractors.map(({ id }) => id)) {
      const again = await take(raised);
      assert.deepEqual(
        read.filter((id) => id !== raised),
        [],
      );
      assert.equal(read.length > 0, ['apk', 'dpkg', 'npm', 'python'].includes(raised), raised);
      assert.deepEqual(told(again), told(first));
      assert.deepEqual(partsOf(again), partsOf(first));
      await take(raised);
      assert.deepEqual(read, [], 'what was read anew is kept');
      await take();
    }
    cache.close();
  });
});

test('what was learnt from a layer is not believed of an image that says that its content is another', async () => {
  await inTemporaryDirectory(async (directory) => {
    const cache = openLayerCache(join(directory, 'cache'), now);
    const one = makeLayer([npm('app/node_modules/kept', 'kept')]);
    const other = makeLayer([npm('app/node_modules/other', 'other')]);
    const take = async (name: string, diffId: typeof one.diffId): Promise<Inventory> => {
      await ociLayout(join(directory, name), { layers: [{ ...one, diffId }] });
      const image = await openTarget(`oci:${join(directory, name)}`, { limits: defaultLimits });
      return takeInventory(image, { ...options, cache }).finally(() => image.close());
    };
    assert.deepEqual(layersOf(await take('honest', one.diffId)), { kept: 0 });
    await assert.rejects(take('lying', other.diffId), { code: 'E_DIGEST_MISMATCH' });
    assert.deepEqual(layersOf(await take('again', one.diffId)), { kept: 0 });
    cache.close();
  });
});

test('a layer beyond a limit leaves what was read, says so, and is not cached', async () => {
  const small = { ...defaultLimits, layerEntries: 2 };
  const entries = [
    apkDatabase(['musl', '1-r0']),
    { path: 'a', body: '' },
    { path: 'b', body: '' },
    { path: 'c', body: '' },
  ];
  const inventory = await inventoryOf([entries], { limits: small });
  assert.deepEqual(layersOf(inventory), { musl: 0 });
  const [problem] = inventory.coverage.problems;
  assert.equal(problem?.code, 'E_LIMIT');
  assert.equal(problem?.incomplete, true);
});

const nothing: readonly (readonly [title: string, layers: readonly FixtureEntry[][]])[] = [
  ['no layers', []],
  ['an empty layer', [[]]],
  ['empty folders', [[{ path: 'var/lib', kind: 'directory' }]]],
  ['everything removed again', [[{ path: 'etc/hosts', body: 'x' }], [{ path: 'etc', kind: 'whiteout' }]]],
];
for (const [title, layers] of nothing) {
  test(`an image without a file was not judged: ${title}`, async () => {
    const { problems } = (await inventoryOf(layers)).coverage;
    assert.deepEqual(
      problems.map(({ code, where, incomplete }) => [code, where, incomplete]),
      [['E_INCOMPLETE', '/', true]],
    );
  });
}

test('a hard link to nothing is told', async () => {
  const inventory = await inventoryOf([[{ path: 'bin/sh', kind: 'hardlink', link: 'bin/gone' }]]);
  assert.deepEqual(
    inventory.coverage.problems.map(({ where, incomplete }) => [where, incomplete]),
    [['/bin/sh in layer 1', true]],
  );
});

test('a database of a package manager that nobody here reads makes the inventory incomplete, once for each manager', async () => {
  const told = async (...layers: FixtureEntry[][]) =>
    (await inventoryOf(layers)).coverage.problems.map(({ code, where, incomplete }) => [code, where, incomplete]);
  const readme = { path: 'README', body: 'x' };
  const crux = { path: 'usr/lib/pkg/db', body: 'bash\n5.2-1\n' };
  const link: FixtureEntry = { path: 'var/lib/pkg', kind: 'symlink', link: '../../usr/lib/pkg' };
  assert.deepEqual(await told([crux, link]), [['E_INCOMPLETE', '/usr/lib/pkg/db', true]]);
  assert.deepEqual(await told([crux, link], [readme, { path: 'usr/lib/pkg/db', kind: 'whiteout' }]), [], 'removed');
  assert.deepEqual(await told([{ path: 'var/lib/pkg/README', body: 'x' }]), []);
  assert.deepEqual(await told([apkDatabase(['musl', '1.2.4-r0'])]), []);
});

test('a layer cache that breaks under the scan costs time and nothing else', async () => {
  await inTemporaryDirectory(async (directory) => {
    const cache = openLayerCache(directory, now);
    cache.close();
    const inventory = await inventoryOf([[apkDatabase(['musl', '1.2.4-r0'])]], { cache });
    assert.equal(inventory.packages.length, 1);
    assert.match(cache.trouble ?? '', /not open/);
  });
});

test('names of folders tell packages of the final file system, each with the layer that brought it', async () => {
  const digest = '0c0z1m3g6wz3vlx3qk0vvdq8sl1n5v7b';
  const [bash, openssl, gone] = ['bash-5.2p26', 'openssl-3.0.13-bin', 'curl-8.7.1'].map(
    (name) => `nix/store/${digest}-${name}`,
  );
  const file = (path: string | undefined): FixtureEntry => ({ path: `${path}/bin/x`, body: 'x' });
  const { packages, coverage } = await inventoryOf([
    [file(bash), file(gone), { path: 'nix/store/.links/a', body: 'x' }],
    [file(openssl), { path: gone ?? '', kind: 'whiteout' }],
  ]);
  assert.deepEqual(
    packages.map(({ name, version, path, layer }) => [name, version, path, layer?.index]),
    [
      ['bash', '5.2p26', bash, 0],
      ['openssl', '3.0.13', openssl, 1],
    ],
  );
  assert.deepEqual(coverage.problems, []);
});

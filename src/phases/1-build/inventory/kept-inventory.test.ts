import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type FixtureEntry, inTemporaryDirectory, layer, ociLayout } from '../../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../../core/index.ts';
import { type OpenedImage, openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { secretScanner } from '../secrets/index.ts';
import type { Examined, InventoryOptions } from './examination.ts';
import { type LayerCache, openLayerCache } from './layer-cache.ts';
import { examineImage } from './take-inventory.ts';

const now = new Date('2024-11-24T00:00:00Z');
const secrets = secretScanner({ key: Buffer.alloc(32, 1) });
const options: InventoryOptions = { extractors, limits: defaultLimits, now, secrets, program: 'a' };

const release: FixtureEntry = { path: 'etc/os-release', body: 'ID=alpine\nVERSION_ID=3.20.3\n' };
const database: FixtureEntry = {
  path: 'lib/apk/db/installed',
  body: 'P:musl\nV:1.2.4-r0\nA:x86_64\nL:MIT\no:musl\nF:lib\nR:libc.so\n\n',
};
const token: FixtureEntry = { path: 'root/.netrc', body: 'machine a.example login me password hunter2hunter2\n' };
const ours: readonly FixtureEntry[] = [release, database, token];

interface Look {
  readonly examined: Examined;
  /** Whether it was taken whole out of the cache: no layer was asked for. */
  readonly isKept: boolean;
  /** Whether it was put there. */
  readonly keeps: boolean;
}

/** Examines an image of one layer as the cache stands; `change` puts something between. */
async function look(
  folder: string,
  changed: Partial<InventoryOptions> = {},
  entries: readonly FixtureEntry[] = ours,
  change: (image: OpenedImage) => OpenedImage = (image) => image,
): Promise<Look> {
  const layout = join(folder, 'image');
  await ociLayout(layout, { layers: [layer(entries)] });
  const cache = openLayerCache(join(folder, 'cache'), changed.now ?? now);
  let isKept = true;
  let keeps = false;
  const watched: LayerCache = {
    get: (key) => {
      isKept = false;
      return cache.get(key);
    },
    put: (key, parts) => cache.put(key, parts),
    joined: (key) => cache.joined(key),
    putJoined(key, text) {
      keeps = true;
      cache.putJoined(key, text);
    },
    close: () => cache.close(),
  };
  const image = change(await openTarget(`oci:${layout}`, { limits: defaultLimits }));
  try {
    const examined = await examineImage(image, { ...options, ...changed, cache: watched });
    return { examined, isKept, keeps };
  } finally {
    await image.close();
    cache.close();
  }
}

test('an image that was examined is told again as it was, to the last byte, under the name that it has now', async () => {
  await inTemporaryDirectory(async (folder) => {
    const first = await look(folder);
    const again = await look(folder);
    assert.deepEqual([first.isKept, again.isKept], [false, true]);
    assert.ok(first.examined.inventory.packages.length > 0);
    assert.equal(JSON.stringify(again.examined), JSON.stringify(first.examined));
    const renamed = await look(folder, {}, ours, (image) => {
      assert.ok(image.subject.kind === 'image');
      return { ...image, subject: { ...image.subject, name: 'other' } };
    });
    assert.equal(renamed.isKept, true);
    const { subject } = renamed.examined.inventory;
    assert.equal(subject.kind === 'image' && subject.name, 'other');
  });
});

test('whatever it depends on: where that is another, it is joined anew', async () => {
  await inTemporaryDirectory(async (folder) => {
    await look(folder);
    const raised = extractors.map((one) => ({ ...one, version: one.version + 1 }));
    const others: Readonly<Record<string, Partial<InventoryOptions>>> = {
      'the program': { program: 'b' },
      'an extractor': { extractors: raised },
      'the key of fingerprints': { secrets: secretScanner({ key: Buffer.alloc(32, 2) }) },
      'a bound': { limits: { ...defaultLimits, linkHops: 39 } },
      'what the distribution is today': { now: new Date('2036-11-24T00:00:00Z') },
    };
    for (const [what, changed] of Object.entries(others))
      assert.equal((await look(folder, changed)).isKept, false, what);
    const told = await look(folder, { now: new Date('2036-11-25T00:00:00Z') });
    assert.equal(told.examined.inventory.distribution?.endOfLife?.passed, true);
    assert.equal((await look(folder, {}, [...ours, { path: 'a', body: 'a' }])).isKept, false, 'a layer');
    const step = (image: OpenedImage): OpenedImage => ({
      ...image,
      layers: image.layers.map((one) => ({ ...one, ref: { ...one.ref, createdBy: 'RUN' }, walk: one.walk.bind(one) })),
    });
    assert.equal((await look(folder, {}, ours, step)).isKept, false, 'what the image says of a layer');
  });
});

test('what is incomplete, may change, or was joined by sources that have no digest is not kept', async () => {
  const mutable = (image: OpenedImage): OpenedImage => ({
    ...image,
    layers: image.layers.map((one) => ({ ...one, immutable: false, walk: one.walk.bind(one) })),
  });
  const broken: FixtureEntry = { path: 'app/node_modules/broken/package.json', body: '{' };
  await inTemporaryDirectory(async (folder) => {
    assert.equal((await look(folder, {}, [...ours, broken])).keeps, false, 'incomplete');
    assert.equal((await look(folder, {}, ours, mutable)).keeps, false, 'may change');
    assert.equal((await look(folder, { program: undefined })).keeps, false, 'no digest');
    assert.equal((await look(folder)).keeps, true);
    const again = await look(folder, {}, [...ours, broken]);
    assert.deepEqual([again.isKept, again.examined.inventory.coverage.problems.length], [false, 1]);
  });
});

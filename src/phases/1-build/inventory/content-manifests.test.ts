import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FixtureEntry, inTemporaryDirectory, layer, ociLayout } from '../../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../../core/index.ts';
import { openTarget } from '../../../foundations/images/index.ts';
import { extractors } from '../ecosystems/index.ts';
import { takeInventory } from './take-inventory.ts';

const repositoriesOf = (...layers: readonly (readonly FixtureEntry[])[]): Promise<readonly string[] | undefined> =>
  inTemporaryDirectory(async (directory) => {
    await ociLayout(directory, { layers: layers.map((entries) => layer(entries)) });
    const image = await openTarget(`oci:${directory}`, { limits: defaultLimits });
    try {
      const now = new Date('2026-01-01');
      return (await takeInventory(image, { extractors, limits: defaultLimits, now })).distribution?.repositories;
    } finally {
      await image.close();
    }
  });

const release = { path: 'etc/os-release', body: 'ID="rhel"\nVERSION_ID="9.2"\n' };
const manifest = (name: string, ...sets: readonly string[]): FixtureEntry => ({
  path: `root/buildinfo/content_manifests/${name}`,
  body: JSON.stringify({ metadata: {}, content_sets: sets, image_contents: [] }),
});
const base = manifest('ubi9-container-9.2-755.json', 'rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2');
const upper = manifest('app-container-1-1.json', 'rhocp-4.16-for-rhel-9-x86_64-rpms');

test('content manifests: each layer that Red Hat built leaves one, and all are read', async () => {
  assert.deepEqual(await repositoriesOf([release, base]), ['rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2']);
  assert.deepEqual(await repositoriesOf([release, base], [upper]), [
    'rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2',
    'rhocp-4.16-for-rhel-9-x86_64-rpms',
  ]);
});

test('content manifests: those that a layer removed, that are too large or named otherwise say nothing', async () => {
  const removed = { path: 'root/buildinfo/content_manifests/.wh.app-container-1-1.json', body: '' };
  assert.deepEqual(await repositoriesOf([release, base], [upper], [removed]), [
    'rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2',
  ]);
  const large = { ...upper, body: JSON.stringify({ content_sets: ['x'], fill: ' '.repeat(1024 * 1024) }) };
  assert.deepEqual(await repositoriesOf([release], [large]), undefined);
  assert.deepEqual(await repositoriesOf([release, manifest('README', 'x')]), undefined);
});

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../lab/fixtures/index.ts';
import { fixedClock } from '../core/index.ts';
import { examine } from './examine.ts';
import { offlineSettings, type Settings } from './settings.ts';

const settings: Settings = offlineSettings({
  databaseDirectory: '/nowhere',
  clock: fixedClock('2026-11-24T00:00:00Z'),
  toolVersion: 'test',
});

test('a layer cache that cannot be opened is told and stops nothing', async () => {
  await inTemporaryDirectory(async (folder) => {
    const manifest = { path: 'app/node_modules/a/package.json', body: '{"name":"a","version":"1.0.0"}' };
    await ociLayout(join(folder, 'image'), { layers: [layer([manifest])] });
    mkdirSync(join(folder, 'damaged'));
    writeFileSync(join(folder, 'damaged/layers.sqlite'), 'no database '.repeat(1000));
    writeFileSync(join(folder, 'file'), '');
    for (const name of ['damaged', 'file/below']) {
      const cacheDirectory = join(folder, name);
      const { inventory } = await examine(join(folder, 'image'), { ...settings, cacheDirectory });
      assert.deepEqual(
        inventory.packages.map((found) => found.name),
        ['a'],
      );
      assert.deepEqual(
        inventory.coverage.problems.map(({ code, where, incomplete }) => [code, where, incomplete]),
        [['E_WRITE', cacheDirectory, false]],
      );
    }
  });
});

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

test('the images of an index that were not looked at are told, by platform and digest, and the chosen one is whole', async () => {
  await inTemporaryDirectory(async (folder) => {
    const image = (name: string, architecture: string) => ({
      layers: [layer([{ path: 'app/node_modules/a/package.json', body: `{"name":"${name}","version":"1.0.0"}` }])],
      platform: { os: 'linux', architecture },
    });
    const of = async (path: string, architecture = 'amd64') => {
      const platform = { os: 'linux', architecture };
      const { inventory } = await examine(path, { ...settings, platform });
      return inventory.coverage.problems;
    };
    const path = join(folder, 'index');
    const images = [image('a', 'amd64'), image('b', 'arm64'), image('c', 's390x')];
    const { images: built } = await ociLayout(path, [{ tag: '1', images }]);
    const [problem, ...others] = await of(path);
    assert.deepEqual(others, []);
    assert.equal(problem?.incomplete, false);
    for (const [index, name] of ['arm64', 's390x'].entries())
      assert.ok(problem.message.includes(`linux/${name} (${built[index + 1]?.manifest.digest})`), problem.message);
    assert.match(problem.message, /^only linux\/amd64 was looked at/);
    assert.match((await of(path, 's390x'))[0]?.message ?? '', /^only linux\/s390x was looked at.*linux\/amd64/);
    // One that was named itself has nothing beside it; neither has one that is alone.
    assert.deepEqual(await of(`oci:${path}@${built[0]?.manifest.digest}`), []);
    await ociLayout(join(folder, 'single'), image('a', 'amd64'));
    assert.deepEqual(await of(join(folder, 'single')), []);
  });
});

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  dockerArchive,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  memoryRegistry,
  ociLayout,
  pushImage,
  pushIndex,
} from '../../lab/fixtures/index.ts';
import { sbomEach, scanEach, type TargetOutcome } from './each-target.ts';
import { scan } from './scan.ts';
import { records, shipSettings } from './ship/testing/ship-world.ts';

const holding = (name: string, tag: string) => ({
  layers: [
    layer([{ path: `app/node_modules/${name}/package.json`, body: JSON.stringify({ name, version: '1.0.0' }) }]),
  ],
  tags: [tag],
});

async function all(outcomes: AsyncIterable<TargetOutcome>): Promise<readonly TargetOutcome[]> {
  const found: TargetOutcome[] = [];
  for await (const one of outcomes) found.push(one);
  return found;
}

const told = ({ target, report, error }: TargetOutcome): string =>
  `${target}: ${error?.code ?? report?.packages.map(({ name }) => name).join()}`;

test('each target in turn; what cannot be read is told and stops nothing; each is as it is alone', () =>
  inTemporaryDirectory(async (folder) => {
    const tar = join(folder, 'a.tar');
    const lay = join(folder, 'lay');
    await writeFile(tar, dockerArchive([holding('left', 'l:1'), holding('right', 'r:1')]).bytes);
    await ociLayout(lay, holding('mid', 'm:1'));
    await writeFile(join(folder, 'bad.tar'), 'no archive');
    const settings = shipSettings(folder);
    const targets = [tar, join(folder, 'bad.tar'), join(folder, 'none'), lay, lay, `docker-archive:${tar}:l:1`];
    const outcomes = await all(scanEach({ targets, all: true }, settings));
    assert.deepEqual(outcomes.map(told), [
      `docker-archive:${tar}:l:1: left`,
      `docker-archive:${tar}:r:1: right`,
      `${join(folder, 'bad.tar')}: E_TARGET_UNKNOWN`,
      `${join(folder, 'none')}: E_TARGET_NOT_FOUND`,
      `oci:${lay}@${outcomes[4]?.target.split('@')[1]}: mid`,
    ]);
    for (const { target, report } of outcomes)
      if (report !== undefined) assert.deepEqual(await scan(target, settings), report);
    assert.equal((await records(settings)).filter(({ kind }) => kind === 'scan').length, 6);
    const without = await all(sbomEach({ targets: [tar, lay] }, settings));
    assert.deepEqual(without.map(told), [`${tar}: E_USAGE`, `${lay}: mid`]);
  }));

test('each image of an index in a registry, whatever it runs on, and one that is not there', async () => {
  await using registry = await memoryRegistry();
  await inTemporaryDirectory(async (folder) => {
    const images = ['amd64', 'arm64'].map((architecture) =>
      pushImage(registry, 'shop/app', { ...holding(architecture, 'x'), platform: { os: 'linux', architecture } }),
    );
    const lost = { ...imageBlobs(holding('lost', 'x')).manifest, platform: { os: 'linux', architecture: 's390x' } };
    pushIndex(registry, 'shop/app', [...images, lost], 'v1');
    const settings = shipSettings(folder, registry.host);
    const name = `${registry.host}/shop/app`;
    const outcomes = await all(scanEach({ targets: [`${name}:v1`], everyPlatform: true }, settings));
    assert.deepEqual(outcomes.map(told), [
      `registry:${name}@${images[0]?.digest}: amd64`,
      `registry:${name}@${images[1]?.digest}: arm64`,
      `registry:${name}@${lost.digest}: E_NOT_FOUND`,
    ]);
    assert.deepEqual(
      outcomes.map(({ report }) => report?.subject.kind === 'image' && report.subject.platform?.architecture),
      ['amd64', 'arm64', undefined].map((one) => one ?? false),
    );
  });
});

test('a time that is over ends all of it', () =>
  inTemporaryDirectory(async (folder) => {
    const stop = new AbortController();
    stop.abort();
    const settings = { ...shipSettings(folder), signal: stop.signal };
    await writeFile(join(folder, 'a.tar'), dockerArchive(holding('left', 'l:1')).bytes);
    await assert.rejects(all(scanEach({ targets: [join(folder, 'a.tar'), 'b'] }, settings)), { code: 'E_INTERRUPTED' });
  }));

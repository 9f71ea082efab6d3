import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type FixtureEntry,
  type FixtureImage,
  inTemporaryDirectory,
  layer,
  ociLayout,
} from '../../../lab/fixtures/index.ts';
import { isIncomplete, type Report } from '../../core/index.ts';
import { cyclonedxBom, spdxDocument } from '../../foundations/sbom/index.ts';
import { sbom as listing, scan } from '../scan.ts';
import { attestImage, type PredicateSource } from './attest-image.ts';
import { by, isCode, ours, records, shipSettings, theirs } from './testing/ship-world.ts';

const npm = (name: string): FixtureEntry => ({
  path: `app/node_modules/${name}/package.json`,
  body: JSON.stringify({ name, version: '1.0.0' }),
});
const fixture = (...names: string[]): FixtureImage => ({ layers: [layer(names.map(npm))] });
const made = (write: (report: Report) => object): PredicateSource => ({
  kind: 'sbom',
  format: async (report) => JSON.stringify(write(report)),
});
const file = (predicate: object): PredicateSource => ({
  kind: 'file',
  text: JSON.stringify(predicate),
  where: 'x.json',
});

for (const [type, write] of [
  ['cyclonedx', cyclonedxBom],
  ['spdx', spdxDocument],
] as const)
  test(`what is in an image is taken from what was attested (${type}), as its layers have it, and is no evidence`, () =>
    inTemporaryDirectory(async (folder) => {
      const target = join(folder, 'app');
      await ociLayout(target, fixture('left', 'right'));
      const settings = shipSettings(folder, undefined, { record: true });
      const read = await listing(target, settings);
      await attestImage(target, { key: ours.key, type, predicate: made(write) }, settings);
      const before = (await records(settings)).length;
      const report = await scan(target, { ...settings, sbomFrom: by(ours) });
      assert.deepEqual(report.packages, read.packages);
      assert.deepEqual(report.subject, read.subject);
      assert.ok(
        report.coverage.problems.some(({ message }) =>
          /was taken from the \S+ \S+ bill of materials that key/.test(message),
        ),
      );
      assert.ok(!report.coverage.lookedFor.includes('secret'));
      assert.equal((await records(settings)).length, before, 'nothing is recorded');
    }));

test('without an attestation that holds it is refused, and what others hang there changes nothing', () =>
  inTemporaryDirectory(async (folder) => {
    const target = join(folder, 'app');
    await ociLayout(target, fixture('left'));
    const settings = shipSettings(folder);
    const wanted = { ...settings, sbomFrom: by(ours) };
    const refused = (): Promise<void> => assert.rejects(scan(target, wanted), isCode('E_NOT_TRUSTED'));
    await refused();
    const lie = cyclonedxBom({ ...(await listing(target, settings)), packages: [] });
    await attestImage(target, { key: theirs.key, type: 'cyclonedx', predicate: file(lie) }, settings);
    await refused();
    // Signed by the one asked for, and no bill of materials.
    await attestImage(target, { key: ours.key, type: 'custom', predicate: file({}) }, settings);
    await refused();
    await attestImage(target, { key: ours.key, type: 'cyclonedx', predicate: made(cyclonedxBom) }, settings);
    assert.equal((await scan(target, wanted)).packages.length, 1);
    await attestImage(
      target,
      {
        key: theirs.key,
        type: 'spdx',
        predicate: file(spdxDocument({ ...(await listing(target, settings)), packages: [] })),
      },
      settings,
    );
    assert.equal((await scan(target, wanted)).packages.length, 1);
    await assert.rejects(scan(join(folder, 'none'), wanted), { code: /^E_/ });
  }));

test('one that cannot be read is told, another that can be is taken; one about another image is told', () =>
  inTemporaryDirectory(async (folder) => {
    const [target, other] = [join(folder, 'app'), join(folder, 'other')];
    await ociLayout(target, fixture('left'));
    await ociLayout(other, fixture('left', 'right'));
    const settings = shipSettings(folder);
    const wanted = { ...settings, sbomFrom: by(ours) };
    await attestImage(
      target,
      { key: ours.key, type: 'cyclonedx', predicate: file({ bomFormat: 'CycloneDX', specVersion: '9' }) },
      settings,
    );
    await assert.rejects(scan(target, wanted), isCode('E_FORMAT'));
    const wrong = cyclonedxBom(await listing(other, settings));
    await attestImage(target, { key: ours.key, type: 'cyclonedx', predicate: file(wrong) }, settings);
    const { packages, coverage } = await scan(target, wanted);
    assert.equal(packages.length, 2);
    assert.ok(isIncomplete(coverage));
    assert.ok(coverage.problems.some(({ message }) => /which is not this image$/.test(message)));
  }));

test('it must hang on the image of the platform, and not on the index', () =>
  inTemporaryDirectory(async (folder) => {
    const target = join(folder, 'app');
    const platform = { os: 'linux', architecture: 'amd64' };
    await ociLayout(target, [
      {
        images: [
          { ...fixture('left'), platform },
          { ...fixture('right'), platform: { os: 'linux', architecture: 'arm64' } },
        ],
      },
    ]);
    const settings = shipSettings(folder);
    const bom = cyclonedxBom(await listing(target, { ...settings, platform }));
    await attestImage(target, { key: ours.key, type: 'cyclonedx', predicate: file(bom) }, settings);
    const wanted = { ...settings, platform, sbomFrom: by(ours) };
    await assert.rejects(scan(target, wanted), isCode('E_NOT_TRUSTED'));
    await attestImage(
      target,
      { key: ours.key, type: 'cyclonedx', predicate: made(cyclonedxBom) },
      { ...settings, platform },
    );
    assert.deepEqual(
      (await scan(target, wanted)).packages.map(({ name }) => name),
      ['left'],
    );
  }));

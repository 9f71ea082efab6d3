import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { SeaworthyError } from '../../core/index.ts';
import { makeFolder } from '../../foundations/formats/index.ts';
import { scan } from '../scan.ts';
import type { Settings } from '../settings.ts';
import { by, ours, theirs } from '../ship/testing/ship-world.ts';
import { pushDatabase } from './index.ts';
import { filled, held, machine } from './testing/machines.ts';

const installed = ['C:Q1x=', 'P:p7', 'V:1.0-r0', 'A:x86_64', 'S:1', 'I:1', 'T:t', 'U:u', 'L:MIT', 'o:p7', ''].join(
  '\n',
);
const image = {
  layers: [
    layer([
      { path: 'etc/os-release', body: 'ID=alpine\nVERSION_ID=3.20.3\n' },
      { path: 'etc/alpine-release', body: '3.20.3\n' },
      { path: 'lib/apk/db/installed', body: `${installed}\n` },
    ]),
  ],
};

interface World {
  readonly folder: string;
  readonly published: string;
  readonly team: string;
  /** Settings of a machine that has nothing yet. */
  user(more?: Partial<Settings>, published?: string): Settings;
  scanned(settings: Settings): Promise<{ readonly ids: readonly string[]; readonly told: string }>;
}

/** A team's artifact in a layout, signed by `ours`, and an image with one flaw. */
const inWorld = (work: (world: World) => Promise<void>, ids: readonly string[] = []): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    const published = join(folder, 'published');
    const builder = machine(join(folder, 'builder'), published);
    await filled(builder, '2030-05-31', 100, published);
    const layout = join(folder, 'team');
    makeFolder(layout);
    await writeFile(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    await writeFile(join(layout, 'index.json'), '{"schemaVersion":2,"manifests":[]}');
    const team = `oci:${layout}:latest`;
    await pushDatabase(team, { partitions: ids, key: ours.key }, builder);
    const path = join(folder, 'image');
    await ociLayout(path, image);
    await work({
      folder,
      published,
      team,
      user: (more = {}, from = join(folder, 'nowhere')) => machine(join(folder, 'user'), from, undefined, more),
      async scanned(settings) {
        const report = await scan(`oci:${path}`, settings);
        const told = report.coverage.problems.map(({ message, where }) => `${where}: ${message}`).join('\n');
        return { ids: report.findings.map((one) => ('id' in one ? one.id : '')), told };
      },
    });
  });

test('a scan takes what it needs from the team, and asks no publisher', () =>
  inWorld(async ({ team, user, scanned, published }) => {
    await rm(published, { recursive: true });
    const settings = user({ databaseFrom: { reference: team, signer: () => by(ours) } });
    const { ids, told } = await scanned(settings);
    assert.deepEqual(ids, ['CVE-2029-10007']);
    assert.doesNotMatch(told, /could not be fetched|does not hold|not taken/);
    assert.deepEqual(held(settings), { 'alpine/3.20': 100, kev: 100 });
  }));

test('what the team does not hold is fetched from its publisher, and that is said', () =>
  inWorld(
    async ({ team, user, scanned, published }) => {
      const settings = user({ databaseFrom: { reference: team, signer: () => by(ours) } }, published);
      const { ids, told } = await scanned(settings);
      assert.deepEqual(ids, ['CVE-2029-10007']);
      assert.match(told, /^alpine\/3\.20: .* does not hold it, so its publisher was asked$/m);
      assert.deepEqual(held(settings), { 'alpine/3.20': 100, kev: 100 });
    },
    ['kev'],
  ));

test('an artifact that is not trusted gives nothing: the publishers are asked, and that is said', () =>
  inWorld(async ({ team, user, scanned, published }) => {
    const settings = user({ databaseFrom: { reference: team, signer: () => by(theirs) } }, published);
    const { ids, told } = await scanned(settings);
    assert.deepEqual(ids, ['CVE-2029-10007']);
    assert.match(told, /advisory data was not taken, and its publishers were asked instead: .* not signed by/);
    // With nobody else to ask, nothing was judged, and nothing is clean.
    const alone = await scanned({
      ...user({ databaseFrom: { reference: team, signer: () => by(theirs) } }),
      databaseDirectory: `${settings.databaseDirectory}-2`,
    });
    assert.deepEqual(alone.ids, []);
    assert.match(alone.told, /could not be fetched/);
  }));

test('a key of the team that is not there ends the scan: nobody else is asked in its place', () =>
  inWorld(async ({ team, user, scanned, published }) => {
    const missing = (): never => {
      throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: 'team.pub' });
    };
    const settings = user({ databaseFrom: { reference: team, signer: missing } }, published);
    await assert.rejects(scanned(settings), { code: 'E_TARGET_NOT_FOUND', where: 'team.pub' });
  }));

test('what was newer here than in the artifact stays', () =>
  inWorld(async ({ team, user, scanned, published, folder }) => {
    const settings = user({ databaseFrom: { reference: team, signer: () => by(ours) }, refresh: true }, published);
    await filled(machine(join(folder, 'user'), published), '2030-06-01', 101, published);
    const { ids, told } = await scanned(settings);
    assert.deepEqual(ids, ['CVE-2029-10007']);
    assert.match(told, /^kev: it was not taken from .*before the one in force/m);
    assert.deepEqual(held(settings), { 'alpine/3.20': 101, kev: 101 });
  }));

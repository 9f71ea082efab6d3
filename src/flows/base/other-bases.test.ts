import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  type FixtureLayer,
  imageBlobs,
  inTemporaryDirectory,
  layer,
  type MemoryRegistry,
  makeZip,
  memoryRegistry,
} from '../../../lab/fixtures/index.ts';
import { fixedClock } from '../../core/index.ts';
import { feeds } from '../../phases/1-build/advisories/index.ts';
import { scan } from '../scan.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { addBases, basesFile } from '../upkeep/index.ts';
import { type OtherBases, otherBases } from './index.ts';

/* A registry on loopback, whose images have packages with flaws. */

const packaged = (...names: readonly string[]): FixtureLayer =>
  layer(
    names.map((name) => ({
      path: `usr/lib/node_modules/${name}/package.json`,
      body: JSON.stringify({ name, version: '1.0.0' }),
    })),
  );
const own = layer([{ path: 'app/node_modules/mine/package.json', body: '{"name":"mine","version":"1.0.0"}' }]);

const flaw = (name: string) => ({
  schema_version: '1.7.0',
  id: `GHSA-${name}`,
  summary: 'A flaw',
  modified: '2026-01-02T00:00:00Z',
  affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }] }] }],
});

interface World {
  readonly registry: MemoryRegistry;
  readonly settings: Settings;
  push(tag: string, ...layers: readonly FixtureLayer[]): string;
}

const inWorld = (work: (world: World) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    await using registry = await memoryRegistry();
    await mkdir(join(folder, 'osv/npm'), { recursive: true });
    const files = ['one', 'two', 'three', 'fresh', 'mine'].map((name) => ({
      name: `${name}.json`,
      content: JSON.stringify(flaw(name)),
    }));
    await writeFile(join(folder, 'osv/npm/all.zip'), makeZip(files));
    const osv = pathToFileURL(join(folder, 'osv')).href;
    await work({
      registry,
      settings: offlineSettings({
        offline: false,
        plainHttpHosts: [registry.host],
        databaseDirectory: join(folder, 'database'),
        ledgerDirectory: join(folder, 'ledger'),
        platform: { os: 'linux', architecture: 'amd64' },
        feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, setting === 'osv' ? osv : 'off'])),
        clock: fixedClock(new Date('2026-02-01T00:00:00Z')),
        toolVersion: '1.2.3',
      }),
      push(tag, ...layers) {
        const [repository = '', name] = tag.split(':');
        registry.push(repository, imageBlobs({ layers }), name);
        return `${registry.host}/${tag}`;
      },
    });
  });

const told = (registry: MemoryRegistry, { others }: OtherBases): readonly string[] =>
  others.map(
    ({ brings, clears, findings, from, name, reason }) =>
      `${name.replace(`${registry.host}/`, '')} ${reason} ${from}: ${findings}, clears ${clears}, brings ${brings}`,
  );

test('other bases are judged, by the ledger first and then by the registry, the best first', () =>
  inWorld(async ({ push, registry, settings }) => {
    const system = packaged('one', 'two', 'three');
    const base = push('base:1.0', system);
    push('base:1.1', packaged('one', 'fresh'));
    push('base:1.0-slim', packaged('two'));
    push('base:2.0', layer([{ path: 'etc/none', body: 'x' }]), packaged('one', 'two', 'three', 'fresh'));
    push('base:0.9', packaged('one', 'two'));
    const app = push('app:7', system, own);
    await scan(`registry:${base}`, settings);
    await scan(`registry:${push('base:0.8', packaged('three'))}`, settings);
    const expected = [
      'base:0.8 known ledger: 1, clears 2, brings 0',
      'base:1.0-slim sibling registry: 1, clears 2, brings 0',
      'base:1.1 newer registry: 2, clears 2, brings 1',
      'base:2.0 newer registry: 4, clears 0, brings 1',
    ];
    const found = await otherBases(`registry:${app}`, { most: 10 }, settings);
    assert.deepEqual(told(registry, found), expected);
    assert.deepEqual([found.findings, found.problems, found.notAsked], [{ base: 3, yours: 1 }, [], undefined]);
    assert.ok(!told(registry, found).some((one) => one.includes('0.9')), 'nothing older is offered');
    const asked = registry.server.requests.length;
    const offline = await otherBases(`registry:${app}`, { most: 10 }, { ...settings, offline: true }).catch(
      (error: unknown) => (error as { code: string }).code,
    );
    assert.equal(offline, 'E_OFFLINE', 'the image itself is in the registry');
    assert.equal(registry.server.requests.length, asked, 'nobody was asked');
  }));

test('few are scanned, and what cannot be had is told', () =>
  inWorld(async ({ push, registry, settings }) => {
    const system = packaged('one');
    const base = push('base:1.0', system);
    for (const minor of [1, 2, 3, 4, 5]) push(`base:1.${minor}`, packaged('two', `p${minor}`));
    for (const variant of ['slim', 'alpine', 'micro']) push(`base:1.0-${variant}`, packaged('three', variant));
    const app = push('app:7', system, own);
    await scan(`registry:${base}`, settings);
    const few = await otherBases(`registry:${app}`, { most: 2 }, settings);
    assert.deepEqual(
      few.others.map(({ name }) => name.split('/').at(-1)),
      ['base:1.5'],
      'the tag itself is one of the two, and has not moved',
    );
    for (const [key, { type }] of registry.content)
      if (key.includes('base') && type === 'application/octet-stream') registry.content.delete(key);
    const missing = await otherBases(`registry:${app}`, { most: 3 }, settings);
    assert.ok(missing.problems.length > 0 || missing.others.some(({ incomplete }) => incomplete));
  }));

test('no place is looked at on the word of whoever made the image', () =>
  inWorld(async ({ registry, settings }) => {
    const labels = { 'org.opencontainers.image.base.name': `${registry.host}/secret/base:1` };
    registry.push('app', imageBlobs({ layers: [own], config: { config: { Labels: labels } } }), '7');
    await assert.rejects(otherBases(`registry:${registry.host}/app:7`, { most: 5 }, settings), {
      code: 'E_TARGET_NOT_FOUND',
      message: /not proven/,
    });
    assert.ok(!registry.server.requests.some(({ url }) => url.includes('/secret/')));
  }));

test('a walk through a repository makes its images known as bases, and keeps what was known', () =>
  inWorld(async ({ push, registry, settings }) => {
    const old = packaged('one');
    push('team/base:1', old);
    push('team/base:1-slim', packaged('two'));
    push('team/base:edge', packaged('three'));
    const repository = `${registry.host}/team/base`;
    const file = basesFile(settings);
    const unknown = await scan(`registry:${push('app:1', old, own)}`, { ...settings, record: false });
    assert.equal(unknown.base, undefined);
    const list = async (...words: readonly string[]) => {
      const { text, ...rest } = await addBases([repository], words, file, settings);
      await mkdir(settings.databaseDirectory, { recursive: true });
      await writeFile(file, text);
      return rest;
    };
    assert.deepEqual(await list('1*'), { bases: 2, problems: [], tags: 2 });
    const layers = registry.server.requests.filter(({ url }) => url.includes('/blobs/')).length;
    assert.deepEqual(await list(), { bases: 3, problems: [], tags: 3 });
    assert.ok(registry.server.requests.filter(({ url }) => url.includes('/blobs/')).length - layers <= 3, 'no layers');
    push('team/base:1', packaged('two', 'three'));
    assert.deepEqual(await list(), { bases: 4, problems: [], tags: 3 });
    const known = await scan(`registry:${push('app:1', old, own)}`, { ...settings, record: false });
    assert.deepEqual([known.base?.certainty, known.base?.names], ['proven', [`${repository}:1`]]);
    assert.deepEqual(known.base?.findings, { base: 1, yours: 1, unplaced: 0 });
  }));

test('a tag that cannot be read is told, and a walk is refused offline', () =>
  inWorld(async ({ push, registry, settings }) => {
    push('team/base:1', packaged('one'));
    registry.put(
      'team/base',
      Buffer.from('{"mediaType":"application/vnd.oci.image.manifest.v1+json"}'),
      'application/vnd.oci.image.manifest.v1+json',
      'broken',
    );
    const repository = `${registry.host}/team/base`;
    const file = basesFile(settings);
    const { bases, problems, tags } = await addBases([repository, `${registry.host}/nobody`], [], file, settings);
    assert.deepEqual([bases, tags], [1, 2]);
    assert.deepEqual(
      problems.map(({ where }) => where.replace(`${registry.host}/`, '')),
      ['team/base:broken', 'nobody'],
    );
    await assert.rejects(addBases([repository], [], file, { ...settings, offline: true }), { code: 'E_USAGE' });
    await assert.rejects(addBases(['Not A Name'], [], file, settings), { code: 'E_REFERENCE' });
  }));

test('an image without a package, or with a program that nobody knows, is not taken for one without flaws', () =>
  inWorld(async ({ push, registry, settings }) => {
    const system = packaged('one');
    const base = push('base:1.0', system);
    push('base:1.1', layer([{ path: 'etc/nothing', body: 'x' }]));
    const app = push('app:7', system, own);
    await scan(`registry:${base}`, settings);
    const { others } = await otherBases(`registry:${app}`, { most: 5 }, settings);
    assert.deepEqual(
      others.map(({ findings, incomplete, name }) => [name.replace(`${registry.host}/`, ''), findings, incomplete]),
      [['base:1.1', 0, true]],
    );
  }));

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type FixtureLayer, inTemporaryDirectory, layer, makeZip, ociLayout } from '../../../lab/fixtures/index.ts';
import { fixedClock, packageOf, type Report } from '../../core/index.ts';
import { feeds } from '../../phases/1-build/advisories/index.ts';
import { diff } from '../diff/index.ts';
import { ledgerReport, rejudge } from '../ledger/index.ts';
import { scan } from '../scan.ts';
import { offlineSettings, type Settings } from '../settings.ts';

const manifest = (name: string) => JSON.stringify({ name, version: '1.0.0' });
const systemFiles = [
  { path: 'bin/sh', mode: 0o755, body: 'sh' },
  { path: 'usr/bin/python3.11', mode: 0o755, body: 'py' },
  { path: 'usr/bin/gcc-12', mode: 0o644, body: 'no program' },
  { path: 'usr/bin/su', mode: 0o4755, body: 'su' },
  { path: 'usr/lib/node_modules/below/package.json', body: manifest('below') },
];
const system = layer(systemFiles);
/** The same content, stored otherwise, as another registry may have it. */
const systemElsewhere = layer(systemFiles, 'zstd');
const own = layer([
  { path: 'app/node_modules/above/package.json', body: manifest('above') },
  { path: 'usr/bin/x86_64-linux-gnu-gcc-12', mode: 0o755, body: 'cc' },
]);
const other = layer([{ path: 'etc/other', body: 'x' }]);

const labels = (digest: string) => ({
  'org.opencontainers.image.base.name': 'golden:1',
  'org.opencontainers.image.base.digest': digest,
});

const flaw = (name: string, fixed?: string) => ({
  schema_version: '1.7.0',
  id: `GHSA-${name}`,
  summary: 'A flaw',
  modified: '2026-01-02T00:00:00Z',
  published: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
    },
  ],
  database_specific: { severity: 'HIGH' },
});

interface World {
  readonly settings: Settings;
  scan(name: string, layers: readonly FixtureLayer[], config?: object, more?: Partial<Settings>): Promise<Report>;
  readonly folder: string;
}

/** Offline, with advisories on both packages from a folder. */
const inWorld = (work: (world: World) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    await mkdir(join(folder, 'osv/npm'), { recursive: true });
    const files = [flaw('below', '2.0.0'), flaw('above')].map((one) => ({
      name: `${one.id}.json`,
      content: JSON.stringify(one),
    }));
    await writeFile(join(folder, 'osv/npm/all.zip'), makeZip(files));
    const osv = pathToFileURL(join(folder, 'osv')).href;
    const settings = offlineSettings({
      databaseDirectory: join(folder, 'database'),
      ledgerDirectory: join(folder, 'ledger'),
      platform: { os: 'linux', architecture: 'amd64' },
      feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, setting === 'osv' ? osv : 'off'])),
      clock: fixedClock(new Date('2026-02-01T00:00:00Z')),
      toolVersion: '1.2.3',
    });
    await work({
      folder,
      settings,
      async scan(name, layers, config = {}, more = {}) {
        await ociLayout(join(folder, name), { layers, config: { config: { User: '1', ...config } } });
        return scan(`oci:${join(folder, name)}`, { ...settings, ...more });
      },
    });
  });

const told = ({ base }: Report) => base && [base.certainty, base.layers, base.disputed, base.findings];
/** Of the base a flaw and a setuid program. */
const split = { base: 2, yours: 1, unplaced: 0 };

test('an image that was scanned is known as the base of the next one, however its layers are stored', () =>
  inWorld(async (world) => {
    const base = await world.scan('base', [systemElsewhere]);
    assert.equal(base.base, undefined);
    const report = await world.scan('app', [system, own]);
    assert.deepEqual(told(report), ['proven', 1, undefined, split]);
    assert.deepEqual(report.base?.names, [base.subject.name]);
    assert.ok(base.subject.kind === 'image');
    assert.equal(report.base?.digest, base.subject.digest);
    assert.equal(report.base?.created, '2024-01-02T03:04:05Z');
    const brought = report.findings.map((one) => [packageOf(one)?.name ?? one.id, one.broughtBy]).sort();
    assert.deepEqual(brought, [
      ['above', 'yours'],
      ['below', 'base'],
      ['image/setuid-files', 'base'],
    ]);
    assert.ok(report.subject.kind === 'image');
    assert.deepEqual(await ledgerReport(report.subject.digest, world.settings), report);
    const [again] = (await rejudge(world.settings)).flatMap((one) => (one.state === 'judged' ? [one.report] : []));
    assert.deepEqual(told(again as Report), told(report), 'judged again from the ledger alone');
    assert.equal((await world.scan('stranger', [other, system])).base, undefined);
  }));

test('a label that names another base is disputed, and changes no finding', () =>
  inWorld(async (world) => {
    const golden = await world.scan('golden', [other]);
    assert.ok(golden.subject.kind === 'image');
    const plain = await world.scan('plain', [system, own]);
    assert.equal(plain.base, undefined);
    const digest = `sha256:${'a'.repeat(64)}`;
    const claimed = await world.scan('claimed', [system, own], { Labels: labels(digest) });
    assert.deepEqual(told(claimed), ['claimed', undefined, undefined, undefined]);
    const lie = await world.scan('lie', [system, own], { Labels: labels(golden.subject.digest) });
    assert.equal(lie.base, undefined, 'the ledger knows the layers of what it names');
    await world.scan('base', [system]);
    const proven = await world.scan('claimed', [system, own], { Labels: labels(digest) });
    assert.deepEqual(told(proven), ['proven', 1, `golden:1@${digest}`, split]);
    for (const report of [claimed, lie, proven])
      assert.deepEqual(
        report.findings.map(({ id, risk }) => [id, risk]),
        plain.findings.map(({ id, risk }) => [id, risk]),
      );
  }));

test('a list of the team names bases that nobody scanned; half a list is none', () =>
  inWorld(async (world) => {
    const baseImagesFile = join(world.folder, 'bases.json');
    const name = 'debian:12';
    await writeFile(baseImagesFile, JSON.stringify({ bases: [{ name, diffIds: [system.diffId] }] }));
    const report = await world.scan('app', [system, own], {}, { baseImagesFile });
    assert.deepEqual([report.base?.names, ...(told(report) ?? [])], [[name], 'proven', 1, undefined, split]);
    assert.deepEqual(report.base?.listed, { name, layers: 1 });
    // An image that was scanned has more of its layers, and no list names it.
    const more = await world.scan('more', [system, own, other], {}, { baseImagesFile });
    assert.deepEqual([more.base?.layers, more.base?.listed], [2, { name, layers: 1 }]);
    assert.equal((await world.scan('more', [system, own, other])).base?.listed, undefined);
    await writeFile(baseImagesFile, JSON.stringify({ bases: [{ name }] }));
    await assert.rejects(world.scan('app', [system, own], {}, { baseImagesFile }), { code: 'E_FORMAT' });
  }));

test('what an image carries is told, beside the last other image of the name', () =>
  inWorld(async (world) => {
    const first = await world.scan('app', [system, own]);
    assert.deepEqual(first.upkeep, {
      created: '2024-01-02T03:04:05Z',
      updates: 1,
      surface: {
        shells: ['sh'],
        packageManagers: [],
        compilers: ['gcc'],
        interpreters: ['python'],
        setuid: 1,
        programs: [
          { name: 'gcc', sort: 'compiler', path: 'usr/bin/x86_64-linux-gnu-gcc-12', layer: 1 },
          { name: 'python', sort: 'interpreter', path: 'usr/bin/python3.11', layer: 0 },
          { name: 'sh', sort: 'shell', path: 'bin/sh', layer: 0 },
        ],
      },
    });
    const { before } = (await world.scan('app', [other])).upkeep ?? {};
    assert.ok(first.subject.kind === 'image');
    const { programs: _where, ...surface } = first.upkeep?.surface ?? {};
    assert.deepEqual(before, {
      ...first.upkeep,
      surface,
      digest: first.subject.digest,
      scanned: '2026-02-01T00:00:00.000Z',
    });
    assert.equal((await world.scan('elsewhere', [other])).upkeep?.before, undefined);
  }));

test('a base that was scanned again since, and built later, is told as newer', () =>
  inWorld(async (world) => {
    const build = async (name: string, layers: readonly FixtureLayer[], created: string): Promise<Report> => {
      await ociLayout(join(world.folder, name), { layers, config: { created } });
      return scan(`oci:${join(world.folder, name)}`, world.settings);
    };
    await build('base', [system], '2026-01-01T00:00:00Z');
    assert.equal((await build('app', [system, own], '2026-01-02T00:00:00Z')).base?.newer, undefined);
    await build('base', [other], '2025-01-01T00:00:00Z');
    assert.equal((await build('app', [system, own], '2026-01-02T00:00:00Z')).base?.newer, undefined, 'an older one');
    const later = await build('base', [system, other], '2026-01-20T00:00:00Z');
    const { newer } = (await build('app', [system, own], '2026-01-02T00:00:00Z')).base ?? {};
    assert.ok(later.subject.kind === 'image');
    assert.deepEqual(newer, {
      name: later.subject.name,
      digest: later.subject.digest,
      created: '2026-01-20T00:00:00Z',
    });
  }));

test('an image is compared with its base only where that is proven', () =>
  inWorld(async (world) => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const app = await world.scan('app', [system, own], { Labels: labels(digest) });
    const compare = () => diff(`base-of:${app.subject.name}`, app.subject.name, world.settings);
    await assert.rejects(compare(), { code: 'E_TARGET_NOT_FOUND' });
    const base = await world.scan('base', [system]);
    const { before, findings, packages } = await compare();
    assert.deepEqual([findings.appeared.map(({ id }) => id), findings.gone], [['GHSA-above'], []]);
    assert.match(before.notListed ?? '', /in the ledger alone/);
    // One that somebody pushed and had scanned, with all that the image brings: no list names it.
    await world.scan('planted', [system, own]);
    const more = await world.scan('more', [system, own, other]);
    const planted = await diff(`base-of:${more.subject.name}`, more.subject.name, world.settings);
    assert.deepEqual([planted.findings.appeared, planted.before.notListed], [[], before.notListed]);
    const settings = { ...world.settings, baseImagesFile: join(world.folder, 'bases.json') };
    const list = (name: string, diffId: string) =>
      writeFile(settings.baseImagesFile, JSON.stringify({ bases: [{ name, diffIds: [diffId] }] }));
    await list(base.subject.name, system.diffId);
    for (const name of [app.subject.name, more.subject.name]) {
      const listed = await diff(`base-of:${name}`, name, settings);
      assert.deepEqual([listed.before.subject, listed.before.notListed], [base.subject, undefined]);
      assert.deepEqual(
        listed.findings.appeared.map(({ id }) => id),
        ['GHSA-above'],
      );
    }
    // A name that is another image by now.
    await list(more.subject.name, system.diffId);
    const moved = await diff(`base-of:${app.subject.name}`, app.subject.name, settings);
    assert.match(moved.before.notListed ?? '', /has other layers than its base/);
    assert.deepEqual(
      packages.added.map(({ name }) => name),
      ['above'],
    );
  }));

test('what nobody judged has no number of updates', () =>
  inWorld(async (world) => {
    const off = Object.fromEntries(feeds.map(({ setting }) => [setting, 'off']));
    const report = await world.scan('app', [system, own], {}, { feeds: off });
    assert.deepEqual([report.upkeep?.updates, report.upkeep?.surface?.setuid], [undefined, 1]);
  }));

test('a bill of materials has no layers, and so no base, whatever the ledger knows', () =>
  inWorld(async (world) => {
    await world.scan('base', [system]);
    const file = join(world.folder, 'app.cdx.json');
    const components = [{ type: 'library', name: 'below', version: '1.0.0', purl: 'pkg:npm/below@1.0.0' }];
    await writeFile(file, JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components }));
    const { base, upkeep, findings } = await scan(`sbom:${file}`, world.settings);
    assert.deepEqual([base, upkeep, findings.length], [undefined, undefined, 1]);
  }));

test('a folder has no base', () =>
  inWorld(async (world) => {
    await mkdir(join(world.folder, 'root/etc'), { recursive: true });
    await writeFile(join(world.folder, 'root/etc/os-release'), 'ID=debian\n');
    const { base, upkeep } = await scan(`dir:${join(world.folder, 'root')}`, world.settings);
    assert.deepEqual([base, upkeep], [undefined, undefined]);
  }));

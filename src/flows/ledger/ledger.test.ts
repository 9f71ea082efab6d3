import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inTemporaryDirectory, layer, makeZip, ociLayout } from '../../../lab/fixtures/index.ts';
import { fixedClock, isDigest, oneDay, packageOf, usageOf } from '../../core/index.ts';
import { feeds } from '../../phases/1-build/advisories/index.ts';
import { asRecord, type InUseEvidence, inUseKind } from '../../records/index.ts';
import { diff } from '../diff/index.ts';
import { scan } from '../scan.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import {
  ledgerCheckpoint,
  ledgerExport,
  ledgerImport,
  ledgerList,
  ledgerPrune,
  ledgerReport,
  ledgerShow,
  ledgerSubjects,
  ledgerVerify,
  recordEvidence,
  rejudge,
} from './index.ts';

const advisory = (id: string, fixed?: string): unknown => ({
  schema_version: '1.7.0',
  id,
  summary: 'A flaw',
  modified: '2026-01-02T00:00:00Z',
  published: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'left' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
    },
  ],
  database_specific: { severity: 'HIGH' },
});

/** A folder with an image that holds the npm package `left`, and advisories about it. */
class World {
  readonly folder: string;
  #day = 1;

  constructor(folder: string) {
    this.folder = folder;
  }

  get image(): string {
    return `oci:${join(this.folder, 'image')}`;
  }

  /** Offline, with advisories from the folder; each call is a day later. */
  settings(more: Partial<Settings> = {}): Settings {
    const base = pathToFileURL(join(this.folder, 'osv')).href;
    return offlineSettings({
      refresh: true,
      databaseDirectory: join(this.folder, 'database'),
      ledgerDirectory: join(this.folder, 'ledger'),
      platform: { os: 'linux', architecture: 'amd64' },
      feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, setting === 'osv' ? base : 'off'])),
      clock: fixedClock(new Date(Date.UTC(2026, 0, this.#day++))),
      toolVersion: '1.2.3',
      ...more,
    });
  }

  async build(version: string): Promise<void> {
    const body = JSON.stringify({ name: 'left', version });
    await rm(join(this.folder, 'image'), { recursive: true, force: true });
    await ociLayout(join(this.folder, 'image'), {
      layers: [layer([{ path: 'app/node_modules/left/package.json', body }])],
    });
  }

  async publish(...advisories: unknown[]): Promise<void> {
    const folder = join(this.folder, 'osv/npm');
    await mkdir(folder, { recursive: true });
    const files = advisories.map((one, index) => ({ name: `${index}.json`, content: JSON.stringify(one) }));
    await writeFile(join(folder, 'all.zip'), makeZip(files));
  }
}

const inWorld = (work: (world: World) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (folder) => {
    const world = new World(folder);
    await world.build('1.0.0');
    await world.publish(advisory('GHSA-aaaa-aaaa-aaaa'));
    await work(world);
  });

const ids = (findings: readonly { readonly id: string }[]): string[] => findings.map(({ id }) => id);

test('a scan is recorded, and the report comes back from the ledger as it was', () =>
  inWorld(async (world) => {
    const report = await scan(world.image, world.settings());
    assert.equal(report.findings.length, 1);
    const { records } = await ledgerList({}, world.settings());
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ['scan', 'inventory'],
    );
    const [record] = records;
    assert.ok(report.subject.kind === 'image' && record?.subject === report.subject.digest);
    assert.deepEqual(record.producer, { name: 'seaworthy', version: '1.2.3' });
    assert.deepEqual(
      record.data.map(({ id }) => id),
      ['osv/npm'],
    );
    for (const reference of ['2', record.subject, record.subject.slice(7, 20), report.subject.name]) {
      assert.deepEqual(await ledgerReport(reference, world.settings()), report, reference);
    }
    await assert.rejects(ledgerReport('nobody', world.settings()), { code: 'E_TARGET_NOT_FOUND' });
    await assert.rejects(ledgerReport('1', world.settings()), { code: 'E_LEDGER' });
  }));

test('the same inventory is recorded once, another one again; nothing without a ledger or where it is not wanted', () =>
  inWorld(async (world) => {
    await scan(world.image, world.settings());
    await scan(world.image, world.settings());
    await scan(world.image, world.settings({ record: false }));
    const { ledgerDirectory: _none, ...without } = world.settings();
    await scan(world.image, without);
    await world.build('1.0.1');
    await scan(world.image, world.settings());
    const { records } = await ledgerList({}, world.settings());
    assert.deepEqual(
      records.map(({ kind }) => kind),
      ['scan', 'inventory', 'scan', 'scan', 'inventory'],
    );
    await assert.rejects(ledgerList({}, without), { code: 'E_USAGE' });
  }));

test('a ledger that cannot be written to does not take the result from the user, and is told', () =>
  inWorld(async (world) => {
    const settings = world.settings();
    await mkdir(join(world.folder, 'ledger'));
    await writeFile(
      join(world.folder, 'ledger/ledger.sqlite'),
      'no database at all, but something that somebody may still want',
    );
    const report = await scan(world.image, settings);
    assert.equal(report.findings.length, 1);
    const told = report.coverage.problems.filter(({ part }) => part === 'ledger');
    assert.deepEqual(
      told.map(({ code, incomplete }) => [code, incomplete]),
      [
        // What was in use cannot be read, and the scan cannot be kept.
        ['E_LEDGER', false],
        ['E_LEDGER', false],
      ],
    );
  }));

test('stored inventories are judged again by new data without the image, and what changed is said and recorded', () =>
  inWorld(async (world) => {
    assert.deepEqual(await rejudge(world.settings()), []);
    await scan(world.image, world.settings());
    await rm(join(world.folder, 'image'), { recursive: true });
    await world.publish(advisory('GHSA-aaaa-aaaa-aaaa', '2.0.0'), advisory('GHSA-bbbb-bbbb-bbbb', '1.5.0'));
    const dry = await rejudge(world.settings({ record: false }));
    const [again] = await rejudge(world.settings());
    assert.ok(again?.state === 'judged' && again.diff && dry[0]?.state === 'judged');
    assert.deepEqual(dry[0].diff?.findings, again.diff.findings);
    assert.equal(dry[0].record, undefined);
    assert.deepEqual([again.inventory.sequence, again.before?.sequence, again.record?.sequence], [1, 2, 3]);
    const { appeared, changed, gone } = again.diff.findings;
    assert.deepEqual([ids(appeared), gone], [['GHSA-bbbb-bbbb-bbbb'], []]);
    assert.deepEqual(
      changed.map(({ after, changes }) => [after.id, changes.map(({ aspect }) => aspect).includes('fix')]),
      [['GHSA-aaaa-aaaa-aaaa', true]],
    );
    const { packages: _packages, layers: _layers, ...bare } = await ledgerReport('3', world.settings());
    assert.deepEqual(bare, again.report);
    await world.publish(advisory('GHSA-bbbb-bbbb-bbbb', '1.5.0'));
    const [third] = await rejudge(world.settings(), { only: again.inventory.subject });
    assert.ok(third?.state === 'judged');
    assert.deepEqual(ids(third.diff?.findings.gone ?? []), ['GHSA-aaaa-aaaa-aaaa']);
    assert.deepEqual(await rejudge(world.settings(), { only: 'nobody' }), []);
    const between = await diff('ledger:2', 'ledger:3', world.settings());
    assert.deepEqual(ids(between.findings.appeared), ['GHSA-bbbb-bbbb-bbbb']);
  }));

test('a secret that a scan found is still told when the inventory is judged again', () =>
  inWorld(async (world) => {
    const key = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7'.repeat(12)}\n-----END RSA ${'PRIVATE'} KEY-----\n`;
    await rm(join(world.folder, 'image'), { recursive: true });
    await ociLayout(join(world.folder, 'image'), { layers: [layer([{ path: 'root/.ssh/id_rsa', body: key }])] });
    const first = await scan(world.image, world.settings({ secretKeyFile: join(world.folder, 'key') }));
    const [again] = await rejudge(world.settings());
    assert.ok(again?.state === 'judged');
    const secrets = (findings: typeof first.findings): string[] =>
      findings.filter(({ kind }) => kind === 'secret').map(({ fingerprint }) => fingerprint);
    assert.ok(secrets(first.findings).length > 0);
    assert.deepEqual(secrets(again.report.findings), secrets(first.findings));
  }));

test('what was seen in use ranks the findings of a stored inventory too, for as long as it counts', () =>
  inWorld(async (world) => {
    const { subject, findings } = await scan(world.image, world.settings());
    const [first] = findings;
    const found = first && packageOf(first);
    assert.ok(subject.kind === 'image' && found !== undefined);
    const settings = world.settings({ refresh: false });
    const today = settings.clock.now();
    const again = async (days = 0) => {
      const clock = fixedClock(new Date(today.getTime() + days * oneDay));
      const [one] = await rejudge({ ...settings, clock }, { program: 'test' });
      assert.ok(one?.state === 'judged');
      const [finding] = one.report.findings;
      return [one.carriedOver, finding && usageOf(finding)?.state, finding?.risk.score] as const;
    };
    const [, , risk = 0] = await again();
    assert.deepEqual(await again(), [true, undefined, risk]);
    const last = today.toISOString();
    const span = { first: last, last };
    const seen = { strongest: 'exec', exec: 1, map: 0, open: 0, files: ['/app/left.js'], ...span } as const;
    const { name, version, purl } = found;
    const evidence: InUseEvidence = {
      observation: { ...span, observedFor: 60_000, events: 1, containers: [] },
      limits: [],
      packages: [{ name, version, purl, ...seen }],
      unownedFiles: 0,
    };
    await recordEvidence([{ subject: subject.digest, ...asRecord(inUseKind, evidence) }], settings);
    const raised = risk + (100 - risk) / 4;
    for (const days of [0, 20]) assert.deepEqual(await again(days), [false, 'in-use', raised]);
    assert.deepEqual(await again(40), [false, undefined, risk], 'too long ago');
    assert.deepEqual(await again(40), [true, undefined, risk]);
  }));

test('list, show, verify, export, import and prune', () =>
  inWorld(async (world) => {
    const settings = world.settings();
    assert.deepEqual(await ledgerList({}, settings), { records: [] });
    assert.deepEqual(await ledgerSubjects(undefined, 10, settings), []);
    for (const nothing of [ledgerShow('1', settings), ledgerVerify([], settings), ledgerCheckpoint(settings)]) {
      await assert.rejects(nothing, { code: 'E_TARGET_NOT_FOUND' });
    }
    for (let day = 0; day < 3; day++) await scan(world.image, world.settings());
    const [subject] = await ledgerSubjects(undefined, 10, settings);
    assert.deepEqual(subject?.kinds, { inventory: 1, scan: 3 });
    const name = subject.names.find((one) => !isDigest(one)) ?? '';
    for (const about of [name, subject.subject, subject.subject.slice(7, 17)]) {
      assert.equal((await ledgerList({ about, kinds: ['scan'] }, settings)).records.length, 3, about);
      const shown = await ledgerShow(about, settings);
      assert.ok(shown.kind === 'subjects' && shown.subjects[0]?.newest.length === 4);
    }
    assert.deepEqual((await ledgerList({ about: 'nobody' }, settings)).records, []);
    const shown = await ledgerShow('4', settings);
    assert.ok(shown.kind === 'record');
    const byDigest = await ledgerShow(shown.record.digest.slice(0, 30), settings);
    assert.deepEqual(byDigest, shown);
    const pruned = await ledgerPrune({ keepLast: 1 }, settings);
    assert.deepEqual(pruned.kinds, { scan: 2 });
    const noted = await ledgerCheckpoint(settings);
    assert.deepEqual(pruned.checkpoint, noted);
    assert.equal((await ledgerVerify([noted], settings)).ok, true);
    const copy = world.settings({ ledgerDirectory: join(world.folder, 'copy') });
    assert.equal(await ledgerImport(ledgerExport({}, settings), copy), 3);
    assert.equal((await ledgerVerify([noted], copy)).ok, true);
    const database = new DatabaseSync(join(world.folder, 'copy/ledger.sqlite'));
    database.exec('DELETE FROM records WHERE sequence = 4');
    database.close();
    assert.equal((await ledgerVerify([], copy)).ok, false);
  }));

test('other flows keep what they saw; what was removed is not judged again', () =>
  inWorld(async (world) => {
    const report = await scan(world.image, world.settings());
    const subject = report.subject.kind === 'image' ? report.subject.digest : '';
    const settings = world.settings();
    const [record] = await recordEvidence([{ subject, kind: 'tombstone', shape: 1, payload: { plan: 1 } }], settings);
    assert.deepEqual(
      [record?.sequence, record?.time, record?.producer.version],
      [3, settings.clock.now().toISOString(), '1.2.3'],
    );
    const [skipped] = await rejudge(world.settings());
    assert.deepEqual([skipped?.state, skipped?.inventory.subject], ['retired', subject]);
  }));

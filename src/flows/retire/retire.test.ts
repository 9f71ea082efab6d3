import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type DockerRegistry,
  dockerRegistry,
  type FixtureBlobs,
  imageBlobs,
  imageIndex,
  inTemporaryDirectory,
  layer,
  skipWithoutDockerRegistry,
} from '../../../lab/fixtures/index.ts';
import { type Digest, fixedClock } from '../../core/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { ledgerVerify, recordEvidence } from '../ledger/index.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { applyRetire, defaultRetirePolicy, type PlanRetireOptions, planRetire, type RetirePlan } from './index.ts';
import { parseScopes } from './registries.ts';

const policy = { ...defaultRetirePolicy, keepLast: 0, youngerThanDays: 0, keepTags: ['keep'] };
const nothing: PlanRetireOptions = { policy, manifests: [] };

function settingsIn(folder: string, host = '127.0.0.1:1'): Settings {
  return offlineSettings({
    offline: false,
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    plainHttpHosts: [host],
    clock: fixedClock('2026-06-01T00:00:00.000Z'),
    toolVersion: '1',
  });
}

const image = (text: string): FixtureBlobs => imageBlobs({ layers: [layer([{ path: 'a', body: text }])] });
const bytesOf = (plan: RetirePlan) => ({ name: 'plan.json', bytes: Buffer.from(JSON.stringify(plan)) });
const deleted = (plan: RetirePlan): readonly Digest[] => plan.delete.map(({ digest }) => digest).sort();

async function inWorld(
  work: (world: { readonly registry: DockerRegistry; readonly settings: Settings }) => Promise<void>,
): Promise<void> {
  await using registry = await dockerRegistry();
  await inTemporaryDirectory((folder) => work({ registry, settings: settingsIn(folder, registry.host) }));
}

test('targets are registries and repositories', () => {
  assert.deepEqual(parseScopes(['r.test', 'localhost:5000/a/b', 'localhost:5000/c', 'quay.io/org/app', 'r.test/a']), [
    { registry: 'r.test' },
    { registry: 'localhost:5000', repositories: ['a/b', 'c'] },
    { registry: 'quay.io', repositories: ['org/app'] },
  ]);
  assert.deepEqual(parseScopes(['team/app']), [{ registry: 'docker.io', repositories: ['team/app'] }]);
  for (const bad of [
    'quay',
    'r.test/app:v1',
    'r.test/app:latest',
    `r.test/app@sha256:${'a'.repeat(64)}`,
    'r.test/UP',
    '',
  ])
    assert.throws(() => parseScopes([bad]), { code: 'E_REFERENCE' }, bad);
  assert.throws(() => parseScopes([]), { code: 'E_USAGE' });
});

test('from plan to tombstone with a ledger', { skip: skipWithoutDockerRegistry }, () =>
  inWorld(async ({ registry, settings }) => {
    const [running, named, late, old] = [image('running'), image('named'), image('late'), image('old')];
    const index = imageIndex([running.manifest]);
    for (const [tag, one] of [
      ['v1', running],
      ['v2', named],
      ['v3', late],
      ['v4', old],
    ] as const)
      await registry.push('app', tag, one);
    await registry.putManifest('app', 'v1', index.descriptor, index.bytes);
    const inUse = (digest: Digest) =>
      recordEvidence([{ subject: digest, kind: 'in-use', shape: 1, payload: { packages: [] } }], settings);
    await inUse(running.manifest.digest);
    const manifests = [{ name: 'pod.yaml', bytes: Buffer.from(`{image: "${registry.host}/app:v2"}`) }];
    const plan = await planRetire([registry.host], { policy, manifests }, settings);
    assert.deepEqual(plan.problems, []);
    assert.deepEqual(plan.sources, ['ledger (1 records)', 'pod.yaml']);
    assert.deepEqual(deleted(plan), [late.manifest.digest, old.manifest.digest].sort());
    const reasons = new Map(plan.keep.map(({ digest, reasons: [first] }) => [digest, first?.text]));
    assert.equal(reasons.get(running.manifest.digest), 'in use: seen running (2026-06-01)');
    assert.match(reasons.get(index.descriptor.digest) ?? '', /^lists image [0-9a-f]{12}, which is needed$/);
    assert.match(reasons.get(named.manifest.digest) ?? '', /^in use: pod\.yaml names 127\.0\.0\.1:\d+\/app:v2$/);

    await inUse(late.manifest.digest);
    const dry = await applyRetire(bytesOf(plan), { dryRun: true }, settings);
    assert.deepEqual([dry.counts['would-delete'], dry.counts.skipped], [1, 1]);
    const result = await applyRetire(bytesOf(plan), { dryRun: false }, settings);
    assert.deepEqual([result.counts.deleted, result.counts.skipped], [1, 1]);
    assert.match(result.entries.find(({ outcome }) => outcome === 'skipped')?.why ?? '', /is in use: seen running/);
    const again = await applyRetire(bytesOf(plan), { dryRun: false }, settings);
    assert.deepEqual([again.counts.gone, again.counts.skipped], [1, 1]);

    const ledger = await openLedger(settings.ledgerDirectory ?? '');
    const { records } = await ledger.list({ kinds: ['tombstone'] });
    assert.deepEqual(
      records.map(({ subject }) => subject),
      [old.manifest.digest],
    );
    assert.ok(records[0]?.names.includes(`${registry.host}/app:v4`));
    await ledger.close();
    assert.deepEqual((await ledgerVerify([], settings)).problems, []);
  }),
);

test(
  'what has no tag is found by the ledger; an unreadable manifest file spares everything',
  { skip: skipWithoutDockerRegistry },
  () =>
    inWorld(async ({ registry, settings }) => {
      const [first, second] = [image('first'), image('second')];
      await registry.push('app', 'keep', first);
      await registry.push('app', 'keep', second);
      assert.deepEqual(deleted(await planRetire([`${registry.host}/app`], nothing, settings)), []);
      await recordEvidence([{ subject: first.manifest.digest, kind: 'scan', shape: 1, payload: {} }], settings);
      const plan = await planRetire([`${registry.host}/app`], nothing, settings);
      assert.deepEqual(deleted(plan), [first.manifest.digest]);
      assert.equal(plan.delete[0]?.reasons[0]?.rule, 'untagged');
      const manifests = [{ name: 'pod.yaml', bytes: Buffer.from('image: "{{ .image }}"') }];
      assert.deepEqual(deleted(await planRetire([registry.host], { policy, manifests }, settings)), []);
    }),
);

test('a plan that is kept does not make what it saw young', { skip: skipWithoutDockerRegistry }, () =>
  inWorld(async ({ registry, settings }) => {
    const old = image('old');
    await registry.push('app', 'v1', old);
    const options = { policy: { ...policy, youngerThanDays: 30 }, manifests: [] };
    const recording = { ...settings, record: true };
    const plan = await planRetire([registry.host], options, recording);
    assert.deepEqual(deleted(plan), [old.manifest.digest]);
    const again = await planRetire([registry.host], options, recording);
    assert.deepEqual(deleted(again), [old.manifest.digest]);
    assert.deepEqual(again.sources, ['ledger (2 records)']);
  }),
);

test('no registry is asked offline, and that is told', () =>
  inTemporaryDirectory(async (folder) => {
    const plan = await planRetire(['127.0.0.1:1/app'], nothing, { ...settingsIn(folder), offline: true });
    assert.deepEqual([plan.delete.length, plan.problems[0]?.code], [0, 'E_OFFLINE']);
  }));

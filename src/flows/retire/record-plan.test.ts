import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { type Digest, fixedClock } from '../../core/index.ts';
import { hasLedger, openLedger, payloadDigest } from '../../foundations/ledger/index.ts';
import { type DeleteEntry, defaultRetirePolicy, type RetirePlan } from '../../phases/5-retire/index.ts';
import { inSession } from '../session/session.ts';
import { offlineSettings, type Settings } from '../settings.ts';
import { voyage } from '../voyage/index.ts';
import { recordPlan } from './record-plan.ts';

const record = (plan: RetirePlan, settings: Settings): Promise<RetirePlan> =>
  inSession(settings, (session) => recordPlan(plan, session));

function settingsIn(folder: string, over: Partial<Settings> = {}): Settings {
  return offlineSettings({
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    clock: fixedClock('2026-06-01T00:00:00.000Z'),
    toolVersion: '1',
    ...over,
  });
}

const digestOf = (number: number): Digest => `sha256:${number.toString(16).padStart(64, '0')}`;

function going(number: number): DeleteEntry {
  const digest = digestOf(number);
  return {
    key: `r.test/app@${digest}`,
    registry: 'r.test',
    repository: 'app',
    digest,
    kind: 'image',
    mediaType: 'm',
    tags: [`v${number}`],
    reasons: [{ rule: 'unused', text: 'nobody uses it' }],
    parents: [],
    subjects: [],
    children: [],
    attachments: [],
    frees: 1,
  };
}

function planOf(count: number): RetirePlan {
  return {
    schema: 'seaworthy.retire-plan',
    schemaVersion: 1,
    created: '2026-06-01T00:00:00.000Z',
    policy: defaultRetirePolicy,
    inputs: { registries: digestOf(1), uses: digestOf(2), policy: digestOf(3) },
    registries: ['r.test', 'q.test'].map((registry) => ({ registry, time: '', whole: true, repositories: 1 })),
    sources: [],
    keep: [],
    delete: Array.from({ length: count }, (_, at) => going(at)),
    bytes: { freed: count, kept: 0, exact: true },
    problems: [],
    warnings: [],
  };
}

test('a plan is kept, and each manifest that would go once as long as nothing new is found', () =>
  inTemporaryDirectory(async (folder) => {
    const settings = settingsIn(folder);
    const plan = planOf(130);
    assert.equal(await record(plan, settings), plan);
    await record(plan, settings);
    const ledger = await openLedger(settings.ledgerDirectory ?? '');
    try {
      const { records } = await ledger.list({ subject: 'repository:r.test' });
      assert.equal(records.length, 2);
      assert.deepEqual(records[0]?.names, ['q.test', 'r.test', 'repository:q.test']);
      const payload = (await ledger.get(records[0]?.sequence ?? 0))?.payload as { plan: Digest; delete: unknown[] };
      assert.deepEqual([payload.plan, payload.delete.length], [payloadDigest(plan), 130]);
      const one = await ledger.list({ subject: digestOf(129) });
      assert.deepEqual(
        one.records.map(({ kind, names }) => [kind, names]),
        [['retire-plan', ['r.test/app:v129']]],
      );
    } finally {
      await ledger.close();
    }
    const told = JSON.stringify(await voyage(digestOf(7), settings));
    assert.match(told, /May go in r\.test\/app by a retire plan/);
    assert.match(told, /unused: nobody uses it/);
    assert.doesNotMatch(told, /does not name this image/);
  }));

test('a plan that deletes nothing is kept too; nothing is where nothing is to be', () =>
  inTemporaryDirectory(async (folder) => {
    const { ledgerDirectory: place = '', ...none } = settingsIn(folder);
    await record(planOf(1), none);
    await record(planOf(1), settingsIn(folder, { record: false }));
    assert.equal(hasLedger(place), false);
    await record(planOf(0), settingsIn(folder));
    const ledger = await openLedger(place);
    assert.equal((await ledger.list({ kinds: ['retire-plan'] })).records.length, 1);
    await ledger.close();
  }));

test('a ledger that cannot be written does not take the plan away', () =>
  inTemporaryDirectory(async (folder) => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const plan = planOf(1);
    const given = await record(plan, settingsIn(folder, { ledgerDirectory: file }));
    assert.deepEqual(given.delete, plan.delete);
    assert.match(given.warnings[0] ?? '', /^this plan is not in the ledger: /);
  }));

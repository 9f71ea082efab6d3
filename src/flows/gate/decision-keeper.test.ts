import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import { openLedger } from '../../foundations/ledger/index.ts';
import { Session } from '../session/session.ts';
import { offlineSettings } from '../settings.ts';
import { DecisionKeeper, type KeeperBounds } from './decision-keeper.ts';

const bounds: KeeperBounds = { records: 10, bytes: 100_000, retry: [10, 20], patience: 200 };

interface Kept {
  readonly keeper: DecisionKeeper;
  readonly session: Session;
  readonly told: string[];
  readonly folder: string;
}

const keeping = (work: (kept: Kept) => Promise<void>): Promise<void> =>
  inTemporaryDirectory(async (directory) => {
    const folder = join(directory, 'ledger');
    await (await openLedger(folder)).close();
    const told: string[] = [];
    const settings = offlineSettings({ databaseDirectory: directory, ledgerDirectory: folder, toolVersion: '1' });
    const session = new Session(settings, {
      ledger: { wait: 20, tell: (message) => told.push(message) },
    });
    const keeper = new DecisionKeeper(session, (message) => told.push(message), bounds);
    try {
      await work({ keeper, session, told, folder });
    } finally {
      await keeper.settled();
      await session.close();
    }
  });

const evidence = (number: number, payload: unknown = { number }) => ({
  subject: `workload:prod/Pod/p${number}`,
  names: [],
  kind: 'decision' as const,
  shape: 1,
  payload,
  data: [],
});

async function recordsIn(folder: string): Promise<number> {
  const ledger = await openLedger(folder);
  const { records } = await ledger.list({ kinds: ['decision'], limit: 1_000 });
  await ledger.close();
  return records.length;
}

/** Another program that writes and does not come to an end. */
function lock(folder: string): () => void {
  const holder = new DatabaseSync(join(folder, 'ledger.sqlite'));
  holder.exec('BEGIN IMMEDIATE');
  return () => holder.close();
}

const soon = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; !isSo(); tries++) {
    assert.ok(tries < 200, 'it does not happen');
    await sleep(20);
  }
};

test('decisions are written without being waited for, many in one go', () =>
  keeping(async ({ keeper, told, folder }) => {
    for (let number = 0; number < 10; number++) keeper.add(evidence(number));
    assert.deepEqual(keeper.counts, { kept: 0, waiting: 10, dropped: 0 });
    await keeper.settled();
    assert.deepEqual(keeper.counts, { kept: 10, waiting: 0, dropped: 0 });
    assert.deepEqual([await recordsIn(folder), told], [10, []]);
  }));

test('a ledger that is locked takes no time from anybody; when it is free again, nothing is lost', () =>
  keeping(async ({ keeper, told, folder }) => {
    const release = lock(folder);
    const start = performance.now();
    for (let number = 0; number < 10; number++) keeper.add(evidence(number));
    assert.ok(performance.now() - start < 100, 'adding waits for nothing');
    await soon(() => told.length > 0);
    assert.match(told[0] ?? '', /^decisions are not recorded for now: .*another program has been writing/);
    release();
    await soon(() => keeper.counts.kept === 10);
    assert.equal(await recordsIn(folder), 10);
    assert.equal(told.length, 1);
  }));

test('what does not fit while the ledger is locked is dropped, counted and told', () =>
  keeping(async ({ keeper, told, folder }) => {
    const release = lock(folder);
    for (let number = 0; number < 25; number++) keeper.add(evidence(number));
    assert.deepEqual(keeper.counts, { kept: 0, waiting: 10, dropped: 15 });
    assert.match(told[0] ?? '', /^1 decision was not recorded and is lost: too many are waiting/);
    await keeper.settled();
    assert.deepEqual(keeper.counts, { kept: 0, waiting: 0, dropped: 25 }, 'the program ends all the same');
    assert.match(told.at(-1) ?? '', /^24 decisions were not recorded and are lost/);
    release();
    assert.equal(await recordsIn(folder), 0);
  }));

test('bytes count too, and one that no ledger takes does not keep the others from it', () =>
  keeping(async ({ keeper, told, folder }) => {
    keeper.add(evidence(1, { text: 'x'.repeat(200_000) }));
    assert.equal(keeper.counts.dropped, 1);
    keeper.add(evidence(2));
    keeper.add({ ...evidence(3), names: Array.from({ length: 1_000 }, (_, index) => `n${index}`) });
    keeper.add(evidence(4));
    await keeper.settled();
    assert.deepEqual(keeper.counts, { kept: 2, waiting: 0, dropped: 2 });
    assert.equal(await recordsIn(folder), 2);
    assert.equal(told.length, 2);
  }));

for (const [name, vanish] of [
  ['deleted', (file: string) => rmSync(file)],
  ['moved away, as whoever rotates logs does', (file: string) => renameSync(file, `${file}.1`)],
] as const)
  test(`a ledger that is ${name} while it is open: told, and another one is begun`, () =>
    keeping(async ({ keeper, session, told, folder }) => {
      keeper.add(evidence(1));
      await soon(() => keeper.counts.kept === 1);
      vanish(join(folder, 'ledger.sqlite'));
      await sleep(1_050);
      assert.equal(await session.knownLedger(), undefined, 'there is none now');
      keeper.add(evidence(2));
      await soon(() => keeper.counts.kept === 2);
      assert.equal(told.length, 1);
      assert.match(
        told[0] ?? '',
        /^the ledger .*ledger\.sqlite was deleted or replaced while it was open: it is gone\./,
      );
      await session.close();
      assert.equal(await recordsIn(folder), 1);
      const ledger = await openLedger(folder);
      assert.deepEqual((await ledger.verify()).problems, []);
      await ledger.close();
    }));

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory } from '../../../lab/fixtures/index.ts';
import type { Voyage } from '../../core/index.ts';
import { type NewRecord, openLedger } from '../../foundations/ledger/index.ts';
import { offlineSettings } from '../settings.ts';
import { digestOf, life, onDay, record, scan } from './testing/records.ts';
import { voyage } from './voyage.ts';

const follow = (records: readonly NewRecord[], asked: string): Promise<Voyage> =>
  inTemporaryDirectory(async (folder) => {
    const ledgerDirectory = join(folder, 'ledger');
    const ledger = await openLedger(ledgerDirectory);
    await ledger.appendAll(records);
    await ledger.close();
    return voyage(asked, offlineSettings({ databaseDirectory: folder, ledgerDirectory, toolVersion: '1' }));
  });

test('what only workloads mention is told where it is one of them, and asked about where it is several', async () => {
  const reference = `r.test/web@${digestOf('5')}`;
  const ran = (cluster: string, ...names: readonly string[]): NewRecord =>
    record({
      kind: 'decision',
      subject: `workload:${cluster}/shop/Deployment.apps/web`,
      names: ['shop/Deployment/web', ...names],
      time: onDay(25),
      payload: life[6]?.payload,
    });
  const both = [digestOf('5'), reference, 'r.test/web:1'];
  for (const asked of both) {
    const one = await follow([ran('north', ...both), ran('south', digestOf('6'))], asked);
    assert.equal(one.subject, 'workload:north/shop/Deployment.apps/web', asked);
    const two = [ran('north', ...both), ran('south', ...both)];
    for (const records of [two, [...two].reverse()])
      await assert.rejects(follow(records, asked), (error: { code?: string }) => {
        assert.equal(error.code, 'E_USAGE');
        assert.match(JSON.stringify(error), /north.*south|south.*north/);
        return true;
      });
    const old = { ...ran('south', ...both), subject: 'workload:shop/Pod/old' };
    await assert.rejects(follow([ran('north', ...both), old], asked), { code: 'E_USAGE' });
  }
  // An image that the ledger knows is told whole, with what was decided of each.
  const scanned = record({ kind: 'scan', subject: digestOf('5'), names: both, time: onDay(24), payload: scan([]) });
  for (const asked of both)
    assert.equal((await follow([scanned, ran('north', ...both), ran('south', ...both)], asked)).subject, digestOf('5'));
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inTemporaryDirectory, layer, ociLayout } from '../../../lab/fixtures/index.ts';
import { defaultLimits } from '../../core/index.ts';
import { hasLedger } from '../../foundations/ledger/index.ts';
import { lint } from '../lint/index.ts';
import { scan } from '../scan.ts';
import { offlineSettings } from '../settings.ts';
import { inSession, Session } from './session.ts';

const settingsIn = (folder: string) =>
  offlineSettings({
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    toolVersion: '1',
    limits: defaultLimits,
  });

test('a session opens nothing before it is asked, and gives the same ledger, database and client until it is closed', () =>
  inTemporaryDirectory(async (folder) => {
    const session = new Session(settingsIn(folder));
    assert.equal(await session.knownLedger(), undefined, 'none is made by looking');
    assert.equal(hasLedger(join(folder, 'ledger')), false);
    const [ledger, database, http, feeds] = [
      await session.ledger(),
      await session.database(),
      session.registries,
      session.feeds,
    ];
    assert.equal(await session.ledger(), ledger);
    assert.equal(await session.knownLedger(), ledger);
    assert.equal(await session.database(), database);
    assert.deepEqual([session.registries === http, session.feeds === feeds], [true, true]);
    await session.close();
    await session.close();
    assert.notEqual(await session.ledger(), ledger, 'opened anew');
    await session.close();
  }));

test('several flows in one session keep one ledger open, and what one wrote the next one reads', () =>
  inTemporaryDirectory(async (folder) => {
    await ociLayout(join(folder, 'image'), { layers: [layer([{ path: 'etc/os-release', body: 'ID=harbour\n' }])] });
    await inSession(settingsIn(folder), async (session) => {
      await scan(`oci:${join(folder, 'image')}`, session);
      const ledger = await session.ledger();
      await scan(`oci:${join(folder, 'image')}`, session);
      assert.equal(await session.ledger(), ledger);
      const { records } = await ledger.list({ kinds: ['scan'] });
      assert.equal(records.length, 2);
    });
  }));

test('a session that is given stays open when a flow ends, and also when it fails', () =>
  inTemporaryDirectory(async (folder) => {
    await inSession(settingsIn(folder), async (session) => {
      const ledger = await session.ledger();
      await assert.rejects(lint([join(folder, 'none')], session));
      assert.equal(await session.ledger(), ledger);
      assert.equal((await ledger.list()).records.length, 0);
    });
  }));

test('without a folder for a ledger there is none, and nothing is recorded', async () => {
  const session = new Session(offlineSettings({ databaseDirectory: '/nowhere', toolVersion: '1' }));
  assert.equal(session.records, false);
  assert.equal(await session.knownLedger(), undefined);
  await assert.rejects(session.ledger(), { code: 'E_USAGE' });
  await session.close();
});

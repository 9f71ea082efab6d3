import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock, type Voyage } from '../../../core/index.ts';
import { type NewRecord, openLedger } from '../../../foundations/ledger/index.ts';
import { feeds } from '../../../phases/1-build/advisories/index.ts';
import { offlineSettings, type Settings } from '../../settings.ts';
import { voyage } from '../voyage.ts';
import { imageName, life, onDay, record } from './records.ts';

/** Settings over a folder, at noon of the 30th. */
export const settingsFor = (folder: string, now = onDay(30, '13:00')): Settings =>
  offlineSettings({
    databaseDirectory: join(folder, 'database'),
    ledgerDirectory: join(folder, 'ledger'),
    platform: { os: 'linux', architecture: 'amd64' },
    feeds: Object.fromEntries(feeds.map(({ setting }) => [setting, 'off'])),
    clock: fixedClock(now),
    toolVersion: '1.2.3',
  });

/** A ledger in a folder with these records. */
export async function kept(folder: string, records: readonly NewRecord[]): Promise<Settings> {
  const settings = settingsFor(folder);
  const ledger = await openLedger(join(folder, 'ledger'));
  await ledger.appendAll(records);
  await ledger.close();
  return settings;
}

/** The voyage that records make. */
export async function told(records: readonly NewRecord[], asked = imageName): Promise<Voyage> {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-voyage-'));
  try {
    return await voyage(asked, await kept(folder, records));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is open. */
export const titles = (voyageTold: Voyage): readonly string[] => voyageTold.open.map(({ title }) => title);

/** A record of the image on the last day. */
export const known = (kind: NewRecord['kind'], payload: unknown, more: object = {}): NewRecord =>
  record({ kind, time: onDay(30), payload, ...more });

/** Data that is as new as can be. */
export const fresh: Partial<NewRecord> = { data: [{ id: 'debian/12', date: onDay(30), fetched: onDay(30) }] };

/** Of the life of the image, a signature. */
export const signatureOf = (day: number): NewRecord => life[day] as NewRecord;

import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fixedClock } from '../../../core/index.ts';
import { makeFolder } from '../../../foundations/formats/index.ts';
import { type Database, openDatabase } from '../../../phases/1-build/advisories/index.ts';
import { updateDatabase } from '../../database.ts';
import type { Settings } from '../../settings.ts';
import { shipSettings } from '../../ship/testing/ship-world.ts';

export const clock = fixedClock('2030-06-01T00:00:00.000Z');

/** Writes the files of two publishers: one that says when it made them (KEV) and one that does not (Alpine), with so many records. */
export async function publish(folder: string, day: string, records: number): Promise<void> {
  const ids = Array.from({ length: records }, (_, at) => `CVE-2029-${10_000 + at}`);
  makeFolder(join(folder, 'kev'));
  const vulnerabilities = ids.map((cveID) => ({ cveID, dateAdded: day, knownRansomwareCampaignUse: 'Unknown' }));
  const kev = { catalogVersion: day, dateReleased: `${day}T00:00:00Z`, count: records, vulnerabilities };
  await writeFile(join(folder, 'kev/known_exploited_vulnerabilities.json'), JSON.stringify(kev));
  makeFolder(join(folder, 'alpine/v3.20'));
  const packages = ids.map((id, at) => ({ pkg: { name: `p${at}`, secfixes: { '2.0-r0': [id] } } }));
  const alpine = { distroversion: 'v3.20', reponame: 'main', urlprefix: '', apkurl: '', archs: [], packages };
  const main = join(folder, 'alpine/v3.20/main.json');
  await writeFile(main, JSON.stringify(alpine));
  await utimes(main, new Date(day), new Date(day));
}

export const partitions = ['alpine/3.20', 'kev'] as const;

/** A machine with a database of its own in `folder`, whose feeds are the files of `publish`. */
export function machine(folder: string, published: string, host?: string, more: Partial<Settings> = {}): Settings {
  const settings = shipSettings(folder, host, { clock, ...more });
  const at = (name: string): string => pathToFileURL(join(published, name)).href;
  return { ...settings, feeds: { ...settings.feeds, kev: at('kev'), alpine: at('alpine') } };
}

/** Brings the database of a machine up to date. */
export async function filled(settings: Settings, day: string, records: number, published: string): Promise<void> {
  await publish(published, day, records);
  const then = { clock: fixedClock(`${day}T12:00:00.000Z`), refresh: true, allowOlder: true };
  const updates = await updateDatabase([...partitions], { ...settings, ...then });
  const refused = updates.find(({ state }) => state === 'refused');
  if (refused !== undefined) throw new Error(refused.why);
}

/** Looks into the database of a machine. */
export function inDatabase<T>({ databaseDirectory }: Settings, look: (database: Database) => T): T {
  const database = openDatabase(databaseDirectory);
  try {
    return look(database);
  } finally {
    database.close();
  }
}

/** How many records each partition has. */
export const held = (settings: Settings): Readonly<Record<string, number>> =>
  inDatabase(settings, (database) => Object.fromEntries(database.status().map(({ id, records }) => [id, records])));

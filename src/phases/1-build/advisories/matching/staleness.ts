import { oneHour, type Problem } from '../../../../core/index.ts';
import type { Feed } from '../feed.ts';
import type { PartitionManifest } from '../partition.ts';

const day = 24 * oneHour;

/** Data may be older than its feed likes, for a weekend without network, before it is told. */
const toleratedDays = 5;

/** Publishers whose data is alive make it anew within weeks; older data that was fetched lately comes from a mirror that stands still. */
const publisherDays = 30;

/** What to say of a partition's age; undefined when it is young enough. Never makes a result incomplete: what it says was true then. */
export function staleProblem(manifest: PartitionManifest, feed: Feed, now: Date): Problem | undefined {
  const age = (date: string): number => now.getTime() - Date.parse(date);
  const days = (date: string): string => `${Math.floor(age(date) / day)} days`;
  const limit = Math.max(feed.maxAgeHours * oneHour, toleratedDays * day);
  const say = (message: string): Problem => ({
    code: 'E_STALE',
    message,
    where: manifest.id,
    part: 'advisories',
    incomplete: false,
  });
  if (age(manifest.fetched) > limit) {
    return say(
      `its data was fetched ${days(manifest.fetched)} ago: what was published since is not known here; run \`seaworthy db update\``,
    );
  }
  if (age(manifest.date) > Math.max(publisherDays * day, limit)) {
    return say(
      `its data was made ${days(manifest.date)} ago, though fetched since: the address may be a mirror that stands still`,
    );
  }
  return undefined;
}

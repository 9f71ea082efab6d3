import { type DataSource, defined, type Problem } from '../../../../core/index.ts';
import type { Feed } from '../feed.ts';
import type { PartitionManifest } from '../partition.ts';
import { staleProblem } from './staleness.ts';

/** What a result says of a partition that it rests on. */
export function sourceOf(manifest: PartitionManifest, feeds: readonly Feed[]): DataSource {
  const { id, title, date, dated, fetched, records, digest, origin } = manifest;
  const feed = feeds.find((one) => one.owns(id));
  return {
    id,
    title,
    date,
    ...defined({ dated }),
    ...(feed === undefined ? {} : { tells: feed.tells }),
    fetched,
    records,
    digest,
    origin,
  };
}

/** What there is to be said against it: its age, and what of it could not be read. */
export function sourceProblems(manifest: PartitionManifest, feeds: readonly Feed[], now: Date): readonly Problem[] {
  const feed = feeds.find((one) => one.owns(manifest.id));
  const stale = feed && staleProblem(manifest, feed, now);
  return [...(stale ? [stale] : []), ...unreadProblems(manifest)];
}

/** Records of a source that could not be read: what they say of the packages is known to nobody here. The source as a whole was read, so it makes no 5. */
function unreadProblems({ id, unread = [] }: PartitionManifest): readonly Problem[] {
  return unread.map((sentence) => ({
    code: 'E_FEED',
    message: `left out of its data: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`,
    where: id,
    part: 'advisories',
    incomplete: false,
  }));
}

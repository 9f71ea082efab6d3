import { SeaworthyError } from '../../../../core/index.ts';
import type { FeedRecord, ParsedFeed } from '../feed.ts';

/** What the versions of a release carry (`.fc43`, `.azl3`), and how such a tag is known. */
export interface ReleaseTag {
  readonly wanted: string;
  /** Its first group is the tag. */
  readonly form: RegExp;
}

/** The tags of the versions that one record compares with. */
function tagsOf(record: FeedRecord, form: RegExp): readonly string[] {
  if (record.kind !== 'advisory') return [];
  return record.advisory.ranges.flatMap(({ fixed, lastAffected }) => form.exec(fixed ?? lastAffected ?? '')?.[1] ?? []);
}

function* walk(records: Iterable<FeedRecord>, { wanted, form }: ReleaseTag): Generator<FeedRecord> {
  const counted = new Map<string, number>();
  for (const record of records) {
    for (const tag of tagsOf(record, form)) counted.set(tag, (counted.get(tag) ?? 0) + 1);
    yield record;
  }
  const [most] = [...counted].sort(([, a], [, b]) => b - a);
  if (most === undefined || most[1] <= (counted.get(wanted) ?? 0)) return;
  throw new SeaworthyError('E_FEED', `most of its versions are of ${most[0].slice(0, 20)} and not of ${wanted}`);
}

/**
 * The same feed, whose records throw `E_FEED` at their end where most versions are of another release: a file that lies at the wrong place of a mirror would
 * give wrong verdicts and no sign of it. A few slips of the publisher refuse nothing.
 */
export function checkedTags(parsed: ParsedFeed, tag: ReleaseTag): ParsedFeed {
  const records = walk(parsed.records, tag);
  // Date and problems are known when the records are through: they stay members that are asked.
  return Object.defineProperty(Object.create(parsed), 'records', { value: records, enumerable: true });
}

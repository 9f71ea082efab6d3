import { SeaworthyError } from '../../../../core/index.ts';
import { detectCompression, inflateSteps } from '../../../../foundations/formats/index.ts';
import type { FetchedFile, ParsedFeed } from '../feed.ts';
import { checkOnTheWay, checkShare, refused } from './feed-file.ts';
import { createNewestDates } from './newest-dates.ts';
import { createTally } from './tally.ts';
import { createFixes, fixRecords } from './updateinfo-fixes.ts';
import { readUpdate, type UpdateinfoKind } from './updateinfo-read.ts';
import { updateElements } from './updateinfo-slices.ts';

const MiB = 1024 * 1024;
const inflateLimits = { step: 4 * MiB, maxStepBytes: 256 * MiB, maxInflatedBytes: 256 * MiB };

/** The file without what newer repositories pack it in; gzip is gone already. */
function plain({ bytes, path: where }: FetchedFile): Uint8Array {
  if (detectCompression(bytes) !== 'zstd') return bytes;
  const parts: Uint8Array[] = [];
  for (const _ of inflateSteps(bytes, (part) => parts.push(Uint8Array.from(part)), { where, ...inflateLimits }));
  return Buffer.concat(parts);
}

/**
 * The bulletins of rpm repositories (`updateinfo.xml`, as dnf reads it), with the files of several repositories and processors put together. They name
 * what was fixed, and nothing else. Throws `E_FEED`: all are read before the first record is made, since a bulletin may stand in several files.
 */
export function parseUpdateinfo(files: readonly FetchedFile[], kind: UpdateinfoKind): ParsedFeed {
  const tally = createTally();
  const dates = createNewestDates();
  const fixes = createFixes();
  for (const file of files) {
    let all = 0;
    let left = 0;
    const unread = (cause: unknown, place: string): void => {
      left++;
      tally.unread('bulletins that are not understood', refused(cause, place).where ?? place);
      checkOnTheWay(left, all + left, file.path);
    };
    try {
      for (const [element, place] of updateElements(plain(file), file.path, unread)) {
        all++;
        try {
          const update = readUpdate(element, kind, place);
          if (update === undefined) continue;
          if (update.date !== undefined) dates.add(update.date);
          fixes.add(update);
        } catch (cause) {
          all--;
          unread(cause, place);
        }
      }
      checkShare(left, all + left, file.path);
    } catch (cause) {
      throw refused(cause, file.path);
    }
  }
  if (files.length === 0)
    throw new SeaworthyError('E_FEED', 'a file of the feed is missing', { where: 'updateinfo.xml' });
  const [date, ...earlierDates] = dates.all();
  return {
    records: fixRecords(fixes, kind),
    ...(date === undefined ? {} : { date, earlierDates }),
    problems: tally.sentences(),
    unread: tally.unreadSentences(),
  };
}

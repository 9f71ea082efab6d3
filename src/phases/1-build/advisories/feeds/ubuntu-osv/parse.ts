import { SeaworthyError } from '../../../../../core/index.ts';
import { field, parseJson } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { largestDocument, readArchive } from '../archived-documents.ts';
import { checkOnTheWay, checkShare, refused, requiredFile } from '../feed-file.ts';
import { createNewestDates, type NewestDates } from '../newest-dates.ts';
import { createTally, type Tally } from '../tally.ts';
import { ubuntuRecords } from './record.ts';

export const archiveFile = 'osv-all.tar.xz';

/** A flaw of all kernels names each version of each of them. */
const documentLimits = { maxBytes: largestDocument, maxDepth: 32, maxValues: 4_000_000 };

interface Progress {
  readonly dates: NewestDates;
  all: number;
  left: number;
}

function readDocument(
  path: string,
  bytes: Uint8Array | undefined,
  release: string,
  progress: Progress,
  tally: Tally,
): readonly FeedRecord[] {
  progress.all++;
  if (bytes === undefined) {
    progress.left++;
    tally.unread('records that are too large', path);
    return [];
  }
  try {
    const record = parseJson(bytes, path, documentLimits);
    const modified = field(record, 'modified');
    if (typeof modified === 'string') progress.dates.add(modified);
    return ubuntuRecords(record, release, path, tally);
  } catch (cause) {
    if (!(cause instanceof SeaworthyError) || (cause.code !== 'E_FORMAT' && cause.code !== 'E_LIMIT')) throw cause;
    progress.left++;
    tally.unread(`records that are not understood (${cause.message})`, cause.where ?? path);
    return [];
  }
}

function* walk(file: FetchedFile, release: string, progress: Progress, tally: Tally): Generator<FeedRecord> {
  try {
    const read = (path: string, bytes: Uint8Array | undefined): readonly FeedRecord[] =>
      readDocument(path, bytes, release, progress, tally);
    for (const records of readArchive(file.bytes, file.path, read)) {
      yield* records;
      checkOnTheWay(progress.left, progress.all, file.path);
    }
    checkShare(progress.left, progress.all, file.path);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/** What the archive says of one release, made while it is walked, which throws `E_FEED`. */
export function parseUbuntuOsv(release: string, files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, archiveFile);
  const tally = createTally();
  const progress: Progress = { dates: createNewestDates(), all: 0, left: 0 };
  return {
    records: walk(file, release, progress, tally),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
    get date() {
      return progress.dates.all()[0] ?? new Date(0).toISOString();
    },
    get earlierDates() {
      return progress.dates.all().slice(1);
    },
  };
}

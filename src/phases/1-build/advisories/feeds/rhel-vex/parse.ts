import { SeaworthyError } from '../../../../../core/index.ts';
import { readCsaf } from '../../csaf/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { largestDocument, readArchive } from '../archived-documents.ts';
import { checkOnTheWay, checkShare, refused, requiredFile } from '../feed-file.ts';
import { createNewestDates, type NewestDates } from '../newest-dates.ts';
import { createTally, type Tally } from '../tally.ts';
import { documentRecords } from './document.ts';
import { type RhelStream, streamTitle } from './streams.ts';

/** The archive, under one name whichever day it is of. */
export const archiveFile = 'csaf_vex.tar.zst';

/** What is known once the archive has been walked. */
interface Progress {
  readonly dates: NewestDates;
  /** Documents, and those of them that could not be read. */
  all: number;
  left: number;
  records: number;
}

const documentLimits = { maxBytes: largestDocument, maxDepth: 40, maxValues: 6_000_000 };

/** `2024/cve-2024-0151.json` */
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function readDocument(
  path: string,
  bytes: Uint8Array | undefined,
  wanted: RhelStream,
  progress: Progress,
  tally: Tally,
): readonly FeedRecord[] {
  progress.all++;
  if (bytes === undefined) {
    progress.left++;
    tally.unread('documents that are too large', nameOf(path));
    return [];
  }
  try {
    const document = readCsaf(bytes, path, documentLimits);
    if (document.released !== undefined) progress.dates.add(document.released);
    // Taken back; it stays in the archive for a while.
    if (document.status === 'deleted') return [];
    return documentRecords(document, wanted, (kind, id) => tally.unread(kind, `${nameOf(path)} ${id}`));
  } catch (cause) {
    if (!(cause instanceof SeaworthyError) || (cause.code !== 'E_FORMAT' && cause.code !== 'E_LIMIT')) throw cause;
    progress.left++;
    tally.unread(`documents that are not understood (${cause.why ?? cause.message})`, cause.where ?? path);
    checkOnTheWay(progress.left, progress.all, path);
    return [];
  }
}

function* walk(file: FetchedFile, wanted: RhelStream, progress: Progress, tally: Tally): Generator<FeedRecord> {
  try {
    const read = (path: string, bytes: Uint8Array | undefined): readonly FeedRecord[] =>
      readDocument(path, bytes, wanted, progress, tally);
    for (const records of readArchive(file.bytes, file.path, read)) {
      progress.records += records.length;
      yield* records;
    }
    checkShare(progress.left, progress.all, file.path);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/** What Red Hat's VEX files say of one stream, made while the archive is walked, which throws `E_FEED`. */
export function parseRhelVex(wanted: RhelStream, files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, archiveFile);
  const tally = createTally();
  const progress: Progress = { dates: createNewestDates(), all: 0, left: 0, records: 0 };
  return {
    records: walk(file, wanted, progress, tally),
    get date() {
      return progress.dates.all()[0] ?? new Date(0).toISOString();
    },
    get earlierDates() {
      return progress.dates.all().slice(1);
    },
    get problems() {
      const silent = `Red Hat’s files say nothing about ${streamTitle(wanted)}.`;
      return [...(progress.all > 0 && progress.records === 0 ? [silent] : []), ...tally.sentences()];
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}

import { SeaworthyError } from '../../../../core/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../feed.ts';
import { readArchive } from './archived-documents.ts';
import { checkOnTheWay, checkShare, refused } from './feed-file.ts';
import { createNewestDates, type NewestDates } from './newest-dates.ts';
import { createTally, type Tally } from './tally.ts';

/** How a feed reads the documents of its archive. */
export interface DocumentReader {
  /** What they are called, in the plural. */
  readonly called: string;
  /** What one that is left out is called. */
  nameOf(path: string): string;
  /** Why it could not be read, in words that many of a kind share. */
  whyUnread(cause: SeaworthyError): string;
  /** What one says; its date goes to `dates`. Throws `E_FORMAT` and `E_LIMIT` for one that cannot be read: then it is left out and told. */
  read(path: string, bytes: Uint8Array, dates: NewestDates, tally: Tally): readonly FeedRecord[];
}

/** A feed made of an archive; the numbers are final when the records have been walked. */
export interface ArchiveFeed extends Required<ParsedFeed> {
  readonly documents: number;
  readonly given: number;
}

/** The records of an archive, made while it is walked, document by document, which throws `E_FEED`. */
export function parseArchive(file: FetchedFile, reader: DocumentReader): ArchiveFeed {
  const { called } = reader;
  const tally = createTally();
  const dates = createNewestDates();
  let documents = 0;
  let left = 0;
  let given = 0;

  /** Left out and told; when too many are, it is another feed. */
  const leaveOut = (kind: string, example: string): readonly FeedRecord[] => {
    left++;
    tally.unread(kind, example);
    checkOnTheWay(left, documents, file.path);
    return [];
  };

  const readDocument = (path: string, bytes: Uint8Array | undefined): readonly FeedRecord[] => {
    documents++;
    if (bytes === undefined) return leaveOut(`${called} that are too large`, reader.nameOf(path));
    try {
      return reader.read(path, bytes, dates, tally);
    } catch (cause) {
      if (!(cause instanceof SeaworthyError) || (cause.code !== 'E_FORMAT' && cause.code !== 'E_LIMIT')) throw cause;
      return leaveOut(`${called} that are not understood (${reader.whyUnread(cause)})`, cause.where ?? path);
    }
  };

  function* walk(): Generator<FeedRecord> {
    try {
      for (const records of readArchive(file.bytes, file.path, readDocument)) {
        given += records.length;
        yield* records;
      }
      checkShare(left, documents, file.path);
    } catch (cause) {
      throw refused(cause, file.path);
    }
  }

  return {
    records: walk(),
    get documents() {
      return documents;
    },
    get given() {
      return given;
    },
    get date() {
      return dates.all()[0] ?? new Date(0).toISOString();
    },
    get earlierDates() {
      return dates.all().slice(1);
    },
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}

import { readCsaf } from '../../csaf/index.ts';
import type { FetchedFile, ParsedFeed } from '../../feed.ts';
import { parseArchive } from '../archive-feed.ts';
import { largestDocument } from '../archived-documents.ts';
import { requiredFile } from '../feed-file.ts';
import { documentRecords } from './document.ts';
import { type RhelStream, streamTitle } from './streams.ts';

/** The archive, under one name whichever day it is of. */
export const archiveFile = 'csaf_vex.tar.zst';

const documentLimits = { maxBytes: largestDocument, maxDepth: 40, maxValues: 6_000_000 };

/** `2024/cve-2024-0151.json` */
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** What Red Hat's VEX files say of one stream, made while the archive is walked, which throws `E_FEED`. */
export function parseRhelVex(wanted: RhelStream, files: readonly FetchedFile[]): ParsedFeed {
  const archive = parseArchive(requiredFile(files, archiveFile), {
    called: 'documents',
    nameOf,
    whyUnread: ({ why, message }) => why ?? message,
    read(path, bytes, dates, tally) {
      const document = readCsaf(bytes, path, documentLimits);
      if (document.released !== undefined) dates.add(document.released);
      // Taken back; it stays in the archive for a while.
      if (document.status === 'deleted') return [];
      return documentRecords(document, wanted, (kind, id) => tally.unread(kind, `${nameOf(path)} ${id}`));
    },
  });
  return {
    records: archive.records,
    get date() {
      return archive.date;
    },
    get earlierDates() {
      return archive.earlierDates;
    },
    get problems() {
      const silent = `Red Hat’s files say nothing about ${streamTitle(wanted)}.`;
      return [...(archive.documents > 0 && archive.given === 0 ? [silent] : []), ...archive.problems];
    },
    get unread() {
      return archive.unread;
    },
  };
}

import { field, parseJson } from '../../../../../foundations/formats/index.ts';
import type { FetchedFile, ParsedFeed } from '../../feed.ts';
import { parseArchive } from '../archive-feed.ts';
import { largestDocument } from '../archived-documents.ts';
import { requiredFile } from '../feed-file.ts';
import { ubuntuRecords } from './record.ts';

export const archiveFile = 'osv-all.tar.xz';

/** A flaw of all kernels names each version of each of them. */
const documentLimits = { maxBytes: largestDocument, maxDepth: 32, maxValues: 4_000_000 };

/** What the archive says of one release, made while it is walked, which throws `E_FEED`. */
export function parseUbuntuOsv(release: string, files: readonly FetchedFile[]): ParsedFeed {
  return parseArchive(requiredFile(files, archiveFile), {
    called: 'records',
    nameOf: (path) => path,
    whyUnread: ({ message }) => message,
    read(path, bytes, dates, tally) {
      const record = parseJson(bytes, path, documentLimits);
      const modified = field(record, 'modified');
      if (typeof modified === 'string') dates.add(modified);
      return ubuntuRecords(record, release, path, tally);
    },
  });
}

import { SeaworthyError } from '../../../../../core/index.ts';
import {
  defaultZipLimits,
  field,
  parseJson,
  readZip,
  type ZipLimits,
} from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkOnTheWay, checkShare, recordLimits, refused, requiredFile } from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';
import { recordsOf } from './record.ts';

const MiB = 1024 * 1024;

const limits: ZipLimits = {
  ...defaultZipLimits,
  entries: 2_000_000,
  // The largest has some 100 KB.
  entryBytes: 2 * MiB,
  totalBytes: 8_192 * MiB,
};

/** What is known once all records have been walked. */
interface Progress {
  /** The newest distinct dates, newest first. Several, since some records have a year that is still to come, and that must not make old data look fresh. */
  readonly newest: string[];
  left: number;
  all: number;
}

const keptDates = 32;

function keepNewest(modified: string, newest: string[]): void {
  const last = newest.at(-1);
  if (last !== undefined && newest.length >= keptDates && modified <= last) return;
  if (newest.includes(modified) || Number.isNaN(Date.parse(modified))) return;
  newest.push(modified);
  newest.sort((a, b) => (a < b ? 1 : -1));
  if (newest.length > keptDates) newest.pop();
}

/** One file of the zip. One that is no record is left out and told: each stands for itself, and the zip's checksum says that it came as it was sent. */
function readFile(bytes: Uint8Array, ecosystem: string, where: string, progress: Progress, tally: Tally): FeedRecord[] {
  try {
    const record = parseJson(bytes, where, { ...recordLimits, maxBytes: limits.entryBytes, maxDepth: 64 });
    const modified = field(record, 'modified');
    if (typeof modified === 'string') keepNewest(modified, progress.newest);
    return [...recordsOf(record, ecosystem, where, tally)];
  } catch (cause) {
    // Told by the place and what was wrong there: `GO-2024-1.json, id: a string expected, nothing found`.
    if (!(cause instanceof SeaworthyError) || (cause.code !== 'E_FORMAT' && cause.code !== 'E_LIMIT')) throw cause;
    progress.left++;
    const why = cause.why === undefined ? '' : `, ${cause.why}`;
    tally.unread('records in another shape', `${cause.where ?? where}: ${cause.message}${why}`);
    return [];
  }
}

function* walk(file: FetchedFile, ecosystem: string, progress: Progress, tally: Tally): Generator<FeedRecord> {
  try {
    for (const entry of readZip(file.bytes, file.path, limits)) {
      if (!entry.name.endsWith('.json')) continue;
      progress.all++;
      if (entry.size > limits.entryBytes) {
        progress.left++;
        tally.unread('records that are too large', entry.name);
        continue;
      }
      checkOnTheWay(progress.left, progress.all, file.path);
      yield* readFile(entry.read(), ecosystem, entry.name, progress, tally);
    }
    if (progress.all === 0) throw new SeaworthyError('E_FEED', 'the zip has no records', { where: file.path });
    checkShare(progress.left, progress.all, file.path);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/**
 * Reads the zip of one ecosystem, record by record while they are walked: date and problems are known when the records are through. Throws `E_FEED`
 * at once when it is no zip, and while the records are walked when the zip is damaged.
 */
export function parseOsv(ecosystem: string, files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, `${ecosystem}/all.zip`);
  const tally = createTally();
  const progress: Progress = { newest: [], left: 0, all: 0 };
  try {
    // The first step reads the directory.
    readZip(file.bytes, file.path, limits).next();
  } catch (cause) {
    throw refused(cause, file.path);
  }
  return {
    records: walk(file, ecosystem, progress, tally),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
    get date() {
      return new Date(progress.newest[0] ?? 0).toISOString();
    },
    get earlierDates() {
      return progress.newest.slice(1).map((date) => new Date(date).toISOString());
    },
  };
}

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
import { createNewestDates, type NewestDates } from '../newest-dates.ts';
import { createTally, type Tally } from '../tally.ts';
import type { OsvDialect } from './dialect.ts';
import { concerns, recordsOf } from './record.ts';

const MiB = 1024 * 1024;

const limits: ZipLimits = {
  ...defaultZipLimits,
  entries: 2_000_000,
  // The largest has some 100 KB.
  entryBytes: 2 * MiB,
  totalBytes: 8_192 * MiB,
};

/** Which records are wanted, and what is known once all have been walked. */
interface Walk {
  readonly ecosystem: string;
  readonly dialect: OsvDialect | undefined;
  readonly tally: Tally;
  readonly dates: NewestDates;
  left: number;
  all: number;
  /** Records that name packages of the ecosystem, and those that name packages of others alone. */
  own: number;
  others: number;
}

/** One file of the zip. One that is no record is left out and told: each stands for itself, and the zip's checksum says that it came as it was sent. */
function readFile(bytes: Uint8Array, where: string, walk: Walk): FeedRecord[] {
  const { ecosystem, dialect, tally } = walk;
  try {
    const record = parseJson(bytes, where, { ...recordLimits, maxBytes: limits.entryBytes, maxDepth: 64 });
    const modified = field(record, 'modified');
    if (typeof modified === 'string') walk.dates.add(modified);
    const rows = [...recordsOf(record, ecosystem, where, tally, dialect)];
    const isOwn = concerns(record, ecosystem);
    if (isOwn === true) walk.own++;
    else if (isOwn === false) walk.others++;
    return rows;
  } catch (cause) {
    // Told by the place and what was wrong there: `GO-2024-1.json, id: a string expected, nothing found`.
    if (!(cause instanceof SeaworthyError) || (cause.code !== 'E_FORMAT' && cause.code !== 'E_LIMIT')) throw cause;
    walk.left++;
    const why = cause.why === undefined ? '' : `, ${cause.why}`;
    tally.unread('records in another shape', `${cause.where ?? where}: ${cause.message}${why}`);
    return [];
  }
}

function* walkZip(file: FetchedFile, walk: Walk): Generator<FeedRecord> {
  try {
    for (const entry of readZip(file.source ?? file.bytes, file.path, limits)) {
      if (!entry.name.endsWith('.json')) continue;
      walk.all++;
      if (entry.size > limits.entryBytes) {
        walk.left++;
        walk.tally.unread('records that are too large', entry.name);
        continue;
      }
      checkOnTheWay(walk.left, walk.all, file.path);
      yield* readFile(entry.read(), entry.name, walk);
    }
    if (walk.all === 0) throw new SeaworthyError('E_FEED', 'the zip has no records', { where: file.path });
    checkShare(walk.left, walk.all, file.path);
    // Each record of an ecosystem's zip names a package of it. The zip of another, from a mirror that is set up wrong, would call everything clean.
    if (walk.others > walk.own)
      throw new SeaworthyError('E_FEED', `most of its records name no package of ${walk.ecosystem}`, {
        where: file.path,
      });
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/**
 * Reads the zip of one ecosystem, record by record while they are walked: date and problems are known when the records are through. Throws `E_FEED`
 * at once when it is no zip, and while the records are walked when the zip is damaged.
 */
export function parseOsv(ecosystem: string, files: readonly FetchedFile[], dialect?: OsvDialect): ParsedFeed {
  const file = requiredFile(files, `${ecosystem}/all.zip`);
  const tally = createTally();
  const walk: Walk = { ecosystem, dialect, tally, dates: createNewestDates(), left: 0, all: 0, own: 0, others: 0 };
  try {
    // The first step reads the directory.
    readZip(file.source ?? file.bytes, file.path, limits).next();
  } catch (cause) {
    throw refused(cause, file.path);
  }
  return {
    records: walkZip(file, walk),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
    get date() {
      return walk.dates.all()[0] ?? new Date(0).toISOString();
    },
    get earlierDates() {
      return walk.dates.all().slice(1);
    },
  };
}

import { defined, SeaworthyError } from '../../../../core/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../feed.ts';
import { checkOnTheWay, checkShare, refused } from '../feeds/feed-file.ts';
import { createTally, type Tally } from '../feeds/tally.ts';
import { type OvalDefinition, type OvalFile, readOval } from './read-oval.ts';

/** What one publisher makes of one definition of one file. Throws `E_FORMAT` where the definition is not in its form. */
export type ReadDefinition = (definition: OvalDefinition, file: FetchedFile, tally: Tally) => Iterable<FeedRecord>;

function open(file: FetchedFile): OvalFile {
  try {
    return readOval(file.bytes, file.path);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/** One definition stands for itself: one that is not understood is left out and told. */
function readOne(read: () => Iterable<FeedRecord>, id: string, tally: Tally, leave: () => void): FeedRecord[] {
  try {
    return [...read()];
  } catch (cause) {
    if (!(cause instanceof SeaworthyError) || (cause.code !== 'E_FORMAT' && cause.code !== 'E_LIMIT')) throw cause;
    leave();
    tally.unread(`definitions that are not understood (${cause.message})`, id);
    return [];
  }
}

function* walk(file: FetchedFile, oval: OvalFile, read: ReadDefinition, tally: Tally): Generator<FeedRecord> {
  let all = 0;
  let left = 0;
  const leave = (): void => {
    left++;
  };
  try {
    for (const definition of oval.definitions()) {
      all++;
      yield* readOne(() => read(definition, file, tally), definition.id, tally, leave);
      checkOnTheWay(left, all, file.path);
    }
    if (all === 0) throw new SeaworthyError('E_FEED', 'the file has no definitions', { where: file.path });
    checkShare(left, all, file.path);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/**
 * A partition from files of OVAL, each read whole for what its definitions refer to, and then definition by definition. `absent` says what is not known for want
 * of a file that was not there. Throws `E_FEED`, also while the records are walked; `loadXml` was awaited before.
 */
export function parseOvalFeed(
  files: readonly FetchedFile[],
  read: ReadDefinition,
  absent: readonly string[] = [],
): ParsedFeed {
  if (files.length === 0) throw new SeaworthyError('E_FEED', 'no file of the feed is there');
  const tally = createTally();
  const opened = files.map((file) => ({ file, oval: open(file) }));
  const dates = opened.flatMap(({ oval }) => oval.made ?? []).sort();
  const date = dates.at(-1);
  return {
    ...defined({ date }),
    records: opened.values().flatMap(({ file, oval }) => walk(file, oval, read, tally)),
    get problems() {
      return [...absent, ...tally.sentences()];
    },
    get unread() {
      return [...absent, ...tally.unreadSentences()];
    },
  };
}

import { defined, SeaworthyError } from '../../../../../core/index.ts';
import { asString, field, optionalArray, optionalString } from '../../../../../foundations/formats/index.ts';
import { knownDistributions } from '../../../distributions/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { isDay } from '../day.ts';
import {
  checkOnTheWay,
  checkShare,
  memberDate,
  memberElements,
  membersOf,
  refused,
  requiredFile,
} from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';

/** All products with all their releases. */
export const endoflifeFile = 'products/full';

/** Which of a release's days counts, by product: what a distribution says of itself. */
const days: ReadonlyMap<string, 'eolFrom' | 'eoesFrom'> = new Map(
  knownDistributions.flatMap(({ endoflife: listed }) =>
    [listed, listed?.other].flatMap((one) => (one && listed ? [[one.product, listed.day] as const] : [])),
  ),
);

/** A release; undefined where it has no day, as of one that has just begun. Throws `E_FORMAT`. */
function readRelease(
  release: unknown,
  product: string,
  day: 'eolFrom' | 'eoesFrom',
  where: string,
): FeedRecord | undefined {
  const name = asString(field(release, 'name'), `${where}, name`);
  const supportEnds = optionalString(release, day, where);
  if (!/^[\w.-]{1,40}$/.test(name)) throw new SeaworthyError('E_FORMAT', 'the name of a release expected', { where });
  if (supportEnds === undefined) return undefined;
  if (!isDay(supportEnds)) throw new SeaworthyError('E_FORMAT', 'a day expected', { where: `${where}, ${day}` });
  const key = `${product}/${name}`;
  return {
    kind: 'advisory',
    key,
    advisory: {
      id: key,
      aliases: [],
      covers: [],
      package: key,
      // It is about no flaw.
      status: 'undetermined',
      ranges: [],
      versions: [],
      cvss: [],
      supportEnds,
      references: [`https://endoflife.date/${product}`],
    },
  };
}

function* walk(members: ReadonlyMap<string, Uint8Array>, path: string, tally: Tally): Generator<FeedRecord> {
  let [all, left] = [0, 0];
  const leave = (kind: string, where: string): void => {
    left++;
    tally.unread(kind, where);
  };
  const unread = (where: string): void => {
    all++;
    leave('products that are too large', where);
  };
  const given = new Set<string>();
  try {
    for (const [product, where] of memberElements(members, 'result', path, unread)) {
      const name = asString(field(product, 'name'), `${where}, name`);
      const day = days.get(name);
      if (day === undefined) continue;
      for (const [index, release] of optionalArray(product, 'releases', where).entries()) {
        all++;
        const place = `${where}, releases[${index}]`;
        let record: FeedRecord | undefined;
        try {
          record = readRelease(release, name, day, place);
        } catch (cause) {
          leave('releases that are not understood', refused(cause, place).where ?? place);
          checkOnTheWay(left, all, path);
          continue;
        }
        if (record === undefined && field(release, 'isEol') === true)
          tally.add('releases that have ended on a day that is not told', place);
        // Of two that bear one name nobody knows which is meant: the first stands, and the other is told.
        if (record !== undefined && given.has(record.key)) leave('releases that are listed twice', place);
        else if (record !== undefined) yield record;
        if (record !== undefined) given.add(record.key);
      }
    }
    // It has many distributions: without one it is another file, or a mirror that has only the frame.
    if (given.size === 0)
      throw new SeaworthyError('E_FEED', 'it dates no release of a distribution that is known here', { where: path });
    checkShare(left, all, path);
  } catch (cause) {
    throw refused(cause, path);
  }
}

/**
 * Reads all products in the form of API v1 (`generated_at`, `result[].name`, `result[].releases[]` with `name`, `eolFrom`, `eoesFrom`), and keeps those that
 * are distributions known here. Throws `E_FEED`, also while it is walked.
 */
export function parseEndoflife(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, endoflifeFile);
  const members = membersOf(file);
  const tally = createTally();
  return {
    ...defined({ date: memberDate(members, 'generated_at', file.path) }),
    records: walk(members, file.path, tally),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}

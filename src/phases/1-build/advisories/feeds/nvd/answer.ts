import { SeaworthyError } from '../../../../../core/index.ts';
import { field } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile } from '../../feed.ts';
import { checkOnTheWay, checkShare, memberElements, membersOf, memberValue, refused } from '../feed-file.ts';
import type { Tally } from '../tally.ts';

/** A file in the form of an answer of the NVD's API 2.0: a yearly feed, or what was asked for. */
export interface NvdAnswer {
  readonly path: string;
  readonly members: ReadonlyMap<string, Uint8Array>;
  /** When it was made (ISO 8601). */
  readonly date: string | undefined;
  /** Flaws that there are, in this answer and others. */
  readonly total: unknown;
}

/** Times of the NVD are in UTC and do not say so: `2024-05-20T10:00:03.123`. */
export function timestamp(text: unknown): string | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}T[\d:.]{5,20}Z?$/.test(text)) return undefined;
  const date = new Date(text.endsWith('Z') ? text : `${text}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** What stands around the flaws. Throws `E_FEED`. */
export function readAnswer(file: FetchedFile): NvdAnswer {
  const members = membersOf(file);
  try {
    const [date, total] = ['timestamp', 'totalResults'].map((name) => memberValue(members, name, file.path));
    return { path: file.path, members, date: timestamp(date), total };
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/** The records of its flaws, one flaw after the other; `leave` is told of those that are left out. Throws `E_FEED` when too many are, and for what `check` finds. */
export function* flawsIn(
  { members, path }: NvdAnswer,
  tally: Tally,
  leave: (kind: string, where: string) => void,
  read: (cve: unknown, where: string) => readonly FeedRecord[],
  check: (all: number) => void,
): Generator<FeedRecord> {
  let all = 0;
  const unread = (where: string): void => {
    all++;
    leave('records that are too large', where);
  };
  try {
    for (const [element, where] of memberElements(members, 'vulnerabilities', path, unread)) {
      all++;
      let records: readonly FeedRecord[] = [];
      try {
        records = read(field(element, 'cve'), where);
      } catch (cause) {
        leave('records that are not understood', refused(cause, where).where ?? where);
      }
      checkOnTheWay(tally.count, all, path);
      yield* records;
    }
    check(all);
    checkShare(tally.count, all, path);
  } catch (cause) {
    throw refused(cause, path);
  }
}

/** That something about the number of flaws is not as it should be. */
export const wrongNumber = (message: string, where: string): SeaworthyError =>
  new SeaworthyError('E_FEED', message, { where });

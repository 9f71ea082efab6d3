import { asSeaworthyError, SeaworthyError } from '../../../../core/index.ts';
import { jsonElementSlices, jsonMemberSlices, parseJson } from '../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile } from '../feed.ts';
import type { Tally } from './tally.ts';

/** One record of a feed has some kilobytes. */
export const recordLimits = { maxBytes: 1024 * 1024, maxDepth: 32, maxValues: 50_000 };
const mostMembers = 1_000;

/** The file that was asked for under this path. Throws `E_FEED` when it was not handed over. */
export function requiredFile(files: readonly FetchedFile[], path: string): FetchedFile {
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new SeaworthyError('E_FEED', 'a file of the feed is missing', { where: path });
  return file;
}

/** The file as text. Throws `E_FEED` when it is not UTF-8. */
export function textOf(file: FetchedFile): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file.bytes);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/** The members of a file that is one JSON object, as bytes that are not read yet; of two of one name the later one. Throws `E_FEED`. */
export function membersOf(file: FetchedFile): ReadonlyMap<string, Uint8Array> {
  const members = new Map<string, Uint8Array>();
  try {
    for (const [name, slice] of jsonMemberSlices(file.bytes, file.path)) {
      members.set(name, slice);
      if (members.size > mostMembers) throw new Error(`more than ${mostMembers} members`);
    }
  } catch (cause) {
    throw refused(cause, file.path);
  }
  return members;
}

/** One member as a value; undefined when it is not there. Throws `E_FORMAT`, `E_LIMIT`. */
export function memberValue(members: ReadonlyMap<string, Uint8Array>, name: string, where: string): unknown {
  const slice = members.get(name);
  return slice === undefined ? undefined : parseJson(slice, `${where}, ${name}`, recordLimits);
}

/** The date in a member, in the form of ISO 8601; undefined where it tells none. Throws `E_FEED` for a member that cannot be read. */
export function memberDate(members: ReadonlyMap<string, Uint8Array>, name: string, where: string): string | undefined {
  let value: unknown;
  try {
    value = memberValue(members, name, where);
  } catch (cause) {
    throw refused(cause, where);
  }
  const date = new Date(typeof value === 'string' ? value : '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/**
 * The elements of a member that is an array, one at a time, each with its place; `unread` is told of those that are larger than any record. Throws
 * `E_FORMAT` when it is no array, and for JSON that is damaged: who knows where its records begin and end then.
 */
export function* memberElements(
  members: ReadonlyMap<string, Uint8Array>,
  name: string,
  where: string,
  unread: (place: string) => void,
): Generator<readonly [element: unknown, place: string], void, undefined> {
  const slice = members.get(name);
  if (slice === undefined) throw new SeaworthyError('E_FORMAT', 'an array expected', { where: `${where}, ${name}` });
  yield* elementsOf(slice, `${where}, ${name}`, unread);
}

/** The same of JSON that is an array as a whole. */
export function* elementsOf(
  array: Uint8Array,
  where: string,
  unread: (place: string) => void,
): Generator<readonly [element: unknown, place: string], void, undefined> {
  let index = 0;
  for (const element of jsonElementSlices(array, where)) {
    const place = `${where}[${index++}]`;
    if (element.length > recordLimits.maxBytes) unread(place);
    else yield [parseJson(element, place, recordLimits), place];
  }
}

/**
 * Records of a file that is one JSON array, made element by element. An element that `recordsOf` throws for is left out and told; of a file that has none
 * that is read, or too few, nothing is taken. Throws `E_FEED` while it is walked.
 */
export function* arrayRecords(
  file: FetchedFile,
  kind: string,
  tally: Tally,
  recordsOf: (element: unknown, place: string) => Iterable<FeedRecord>,
): Generator<FeedRecord, void, undefined> {
  let all = 0;
  let left = 0;
  const unread = (place: string): void => {
    all++;
    left++;
    tally.unread(`${kind} that are too large`, place);
  };
  try {
    for (const [element, place] of elementsOf(file.bytes, file.path, unread)) {
      all++;
      let records: readonly FeedRecord[] = [];
      try {
        records = [...recordsOf(element, place)];
      } catch (cause) {
        left++;
        tally.unread(`${kind} that are not understood`, refused(cause, place).where ?? place);
        checkOnTheWay(left, all, file.path);
      }
      yield* records;
    }
    if (all === 0) throw new Error('it has no records');
    checkShare(left, all, file.path);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/** Whatever went wrong while a feed was read, as `E_FEED`: what was found, where, and why it is refused. */
export function refused(error: unknown, where: string): SeaworthyError {
  const inner = asSeaworthyError(error, 'E_FEED', 'the feed cannot be read', where);
  if (inner.code === 'E_FEED') return inner;
  const why = inner.why === undefined ? inner.message : `${inner.message}, ${inner.why}`;
  return new SeaworthyError('E_FEED', 'the feed is not what it should be', {
    where: inner.where ?? where,
    why,
    cause: error,
  });
}

/** The same records; what goes wrong while they are made is told as `E_FEED`. */
export function* refusing(records: Iterable<FeedRecord>, where: string): Generator<FeedRecord, void, undefined> {
  try {
    yield* records;
  } catch (cause) {
    throw refused(cause, where);
  }
}

/** Share of records that may be left out before a feed counts as "not that feed" and is refused as a whole. */
const toleratedShare = 0.1;

/** Records that may be left out before it is asked, on the way, whether this is the feed at all: each costs time, and a file may have millions. */
const leftOutUnasked = 1_000;

/** Throws `E_FEED`, before all records have been walked, when most of them so far had to be left out. */
export function checkOnTheWay(leftOut: number, all: number, where: string): void {
  if (leftOut > leftOutUnasked && leftOut > all / 2) checkShare(leftOut, all, where);
}

/** Throws `E_FEED` when too many of the records had to be left out. */
export function checkShare(leftOut: number, all: number, where: string): void {
  if (leftOut > Math.max(10, all * toleratedShare) || (all > 0 && leftOut === all)) {
    throw new SeaworthyError('E_FEED', `${leftOut} of ${all} records of the feed are not understood`, { where });
  }
}

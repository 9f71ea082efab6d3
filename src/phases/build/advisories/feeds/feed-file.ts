import { asSeaworthyError, SeaworthyError } from '../../../../core/index.ts';
import type { JsonLimits } from '../../../../foundations/formats/index.ts';
import { parseJson } from '../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile } from '../feed.ts';

const MiB = 1024 * 1024;

/** A whole feed file as JSON may be larger than other documents: the Debian tracker has some 70 MB. */
const feedJson: JsonLimits = { maxBytes: 500 * MiB, maxDepth: 32 };

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

/** The file as JSON. Throws `E_FEED`. */
export function jsonOf(file: FetchedFile): unknown {
  try {
    return parseJson(file.bytes, file.path, feedJson);
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

/** Throws `E_FEED` when too many of the records had to be left out. */
export function checkShare(leftOut: number, all: number, where: string): void {
  if (leftOut > Math.max(10, all * toleratedShare) || (all > 0 && leftOut === all)) {
    throw new SeaworthyError('E_FEED', `${leftOut} of ${all} records of the feed are not understood`, { where });
  }
}

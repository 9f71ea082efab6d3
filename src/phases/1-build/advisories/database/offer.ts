import { defined, SeaworthyError } from '../../../../core/index.ts';
import type { Feed } from '../feed.ts';
import { partitionFolder } from './layout.ts';
import { readManifestFrom, type StoredPartitionManifest } from './manifest.ts';

/** Far more than any partition has; texts that people read stay readable. */
const most = { bytes: 8 * 1024 ** 3, files: 10_000, sentences: 1_000, characters: 2_000 };

const cut = (texts: readonly string[]): readonly string[] =>
  texts.slice(0, most.sentences).map((text) => text.slice(0, most.characters));

/**
 * The manifest of a partition as another machine wrote it, and the feed whose data it holds; `via` says where it came from. Throws `E_FORMAT` and
 * `E_USAGE` for one that names no partition, or whose feed does not know it.
 */
export function readOffer(
  json: unknown,
  feeds: readonly Feed[],
  via: string,
  where: string,
): { readonly manifest: StoredPartitionManifest; readonly feed: Feed | undefined } {
  const read = readManifestFrom(json, where);
  // Throws for an id that could lead out of the database.
  partitionFolder('', read.id);
  if (!Number.isSafeInteger(read.bytes) || read.bytes < 1 || read.bytes > most.bytes || read.files.length > most.files)
    throw new SeaworthyError('E_LIMIT', 'a partition larger than any is', { where: `${where}, ${read.id}` });
  const unread = read.unread === undefined ? undefined : cut(read.unread);
  const manifest: StoredPartitionManifest = {
    ...read,
    title: read.title.slice(0, most.characters),
    origin: read.origin.slice(0, most.characters),
    problems: cut(read.problems),
    ...defined({ unread }),
    via,
  };
  return { manifest, feed: feeds.find((feed) => feed.id === read.feed && feed.owns(read.id)) };
}

import type { Feed, PartitionId } from '../feed.ts';
import { type Fetched, fileUrl } from './fetch-file.ts';

/** Partitions that are made from the same files have the same. */
const groupOf = (feed: Feed, partition: PartitionId): string =>
  [feed.id, ...feed.files(partition).map((file) => fileUrl(feed.base, file))].join('\n');

interface Group {
  waiting: number;
  /** By address. */
  readonly files: Map<string, Promise<Fetched>>;
}

/**
 * The files of one run: several partitions made from one file fetch it once. Each lies on the disk until the last partition that is made from it is done.
 */
export class FetchedFiles {
  readonly #groups = new Map<string, Group>();

  /** Says that a partition will be made. */
  expect(feed: Feed, partition: PartitionId): void {
    this.#group(feed, partition).waiting++;
  }

  #group(feed: Feed, partition: PartitionId): Group {
    const key = groupOf(feed, partition);
    const group = this.#groups.get(key) ?? { waiting: 0, files: new Map<string, Promise<Fetched>>() };
    this.#groups.set(key, group);
    return group;
  }

  /** The file as another partition has fetched it, or by `bring`: what another found unchanged may have changed for this one. */
  async get(feed: Feed, partition: PartitionId, url: string, bring: () => Promise<Fetched>): Promise<Fetched> {
    const { files } = this.#group(feed, partition);
    for (let other = files.get(url); other !== undefined; other = files.get(url)) {
      const found = await other.catch(() => undefined);
      if (found?.state === 'fetched') return found;
      if (files.get(url) === other) files.delete(url);
    }
    const own = bring();
    files.set(url, own);
    return own;
  }

  /** Says that a partition has been made, or refused. */
  async release(feed: Feed, partition: PartitionId): Promise<void> {
    const group = this.#group(feed, partition);
    if (--group.waiting > 0) return;
    this.#groups.delete(groupOf(feed, partition));
    for (const file of group.files.values()) {
      const found = await file.catch(() => undefined);
      if (found?.state === 'fetched') found.part.remove();
    }
  }
}

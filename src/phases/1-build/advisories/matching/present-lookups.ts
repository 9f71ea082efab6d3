import type { Inventory, Package } from '../../../../core/index.ts';
import type { Feed, Lookup } from '../feed.ts';
import { isNoVersion } from './no-version.ts';
import type { Notes } from './notes.ts';
import type { OpenPartitions } from './partitions.ts';

/** A lookup and the feed that asks for it, with its place in the list of feeds. */
export interface FeedLookup {
  readonly feed: Feed;
  readonly rank: number;
  readonly lookup: Lookup;
}

/** What every feed wants to look up for a package, each once. */
export function lookupsOf(found: Package, inventory: Inventory, feeds: readonly Feed[]): FeedLookup[] {
  const seen = new Set<string>();
  const wanted: FeedLookup[] = [];
  for (const [rank, feed] of feeds.entries()) {
    for (const lookup of feed.lookups(found, inventory.distribution)) {
      const key = JSON.stringify([lookup.partition, lookup.key, lookup.version]);
      if (seen.has(key)) continue;
      seen.add(key);
      wanted.push({ feed, rank, lookup });
    }
  }
  return wanted;
}

/**
 * Whether every source that covers a package is at hand whole and has nothing about any version of it: then it is judged whichever version it is, as the
 * main module of a Go program is, which seldom has one.
 */
export function isUnspokenOf(wanted: readonly FeedLookup[], partitions: OpenPartitions): boolean {
  const silent = ({ lookup: { partition, key } }: FeedLookup): boolean => {
    const from = partitions.get(partition);
    return (
      from !== undefined &&
      from.asked === undefined &&
      from.manifest.records > 0 &&
      partitions.advisories(from, key).length === 0
    );
  };
  return wanted.length > 0 && wanted.every(silent);
}

/**
 * The lookups whose partition is there and whose version is one; what is missing is noted. A partition without any record has judged nothing: Debian
 * publishes no bulletins about its testing release, and silence of an empty list is no "not affected".
 */
export function presentLookups(
  found: Package,
  wanted: readonly FeedLookup[],
  partitions: OpenPartitions,
  notes: Notes,
): FeedLookup[] {
  const comparable = wanted.filter(({ lookup }) => !isNoVersion(lookup.version));
  const there = comparable.filter(({ lookup: { partition, key } }) => {
    const from = partitions.get(partition);
    return from !== undefined && from.asked?.has(key) !== false;
  });
  const present = there.filter(({ lookup }) => {
    const from = partitions.get(lookup.partition);
    return from !== undefined && (from.asked !== undefined || from.manifest.records > 0);
  });
  const missing = new Map(
    comparable.filter((one) => !there.includes(one)).map(({ feed, lookup }) => [lookup.partition, feed]),
  );
  for (const [id, feed] of missing) notes.missing(id, feed.title, 'absent');
  if (present.length > 0) return present;
  const empty = new Map(there.map(({ feed, lookup }) => [lookup.partition, feed]));
  for (const [id, feed] of empty) notes.missing(id, feed.title, 'empty');
  notes.unjudged(found, `there is no data of ${[...missing.keys(), ...empty.keys()].sort().join(', ')}`);
  return present;
}

/**
 * Why nobody can say of a package that no record is about it, as a clause: all who were at hand were asked about its name alone, and none has anything by it.
 * That is the answer about a package without a flaw, and about a name that the publisher does not know. Undefined where somebody has, or is at hand whole.
 */
export function whyUnknown(present: readonly FeedLookup[], partitions: OpenPartitions): string | undefined {
  const inVain = present.every(({ lookup: { partition, key } }) => {
    const from = partitions.get(partition);
    return from?.asked !== undefined && partitions.advisories(from, key).length === 0;
  });
  if (!inVain) return undefined;
  const titles = [...new Set(present.map(({ feed }) => feed.title))].join(', ');
  return `nothing is known to ${titles} by that name: it was asked, and does not tell a package without a flaw from one that it does not know`;
}

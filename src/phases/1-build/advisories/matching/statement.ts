import { type Advisory, defined, type VersionRange } from '../../../../core/index.ts';
import type { VersionOrder } from '../../../../foundations/versions/index.ts';
import { isAffected } from '../../../../foundations/versions/index.ts';
import type { Feed, Lookup } from '../feed.ts';
import type { PartitionManifest } from '../partition.ts';
import { type ScopedPackage, whyElsewhere } from './scope.ts';

/**
 * What one record means for one version.
 * - `affected`: the flaw is in it.
 * - `not-affected`: the record knows the flaw and this version does not have it (fixed, older than the flaw, never affected).
 * - `undecided`: the maker has not looked yet.
 * - `unjudged`: a bound that decides has no place in the order of versions, so nobody can tell.
 * - `withdrawn`: the record was taken back; it says nothing about any version.
 */
export type FlawVerdict = 'affected' | 'not-affected' | 'undecided' | 'unjudged' | 'withdrawn';

/** A verdict and the comparison it rests on. */
export interface Judgement {
  readonly verdict: FlawVerdict;
  /** For people, one line: `3.0.11-1 < 3.0.13-1`. */
  readonly comparison: string;
  /** The range that holds the version; absent when it was named one by one, or when no version was compared. */
  readonly range?: VersionRange;
  /** The bound of an `unjudged` version that has no place in its order, as it is shown. */
  readonly unplaced?: string;
  /** Why a record that counts the version as affected is not about this program. */
  readonly elsewhere?: string;
}

/** One flaw, as one record of one feed speaks of it. A bulletin over several flaws makes one statement for each. */
export interface FlawStatement extends Judgement {
  readonly feed: Feed;
  /** Place of the feed in the list of feeds: the smaller, the more its word counts. */
  readonly rank: number;
  /** Which of the package's lookups found it. */
  readonly lookup: number;
  /** As `Lookup.general`. */
  readonly general?: boolean;
  readonly manifest: PartitionManifest;
  readonly advisory: Advisory;
  /** The version that was judged: the source package's where that counts. */
  readonly version: string;
  /** Ids of the flaw, normalised. Without the bulletin's: a bulletin names several flaws, so its id joins nothing. */
  readonly ids: readonly string[];
  /** Id of the bulletin that speaks of it. */
  readonly bulletin?: string;
}

/** Where a statement comes from: everything but what it says. */
export type StatementOrigin = Pick<FlawStatement, 'feed' | 'rank' | 'lookup' | 'manifest'>;

/** What a record says of a version of a package. */
export function judge(advisory: Advisory, version: string, order: VersionOrder, found: ScopedPackage): Judgement {
  const { status } = advisory;
  if (status === 'withdrawn') return { verdict: 'withdrawn', comparison: 'the record was withdrawn' };
  if (status === 'unaffected') return { verdict: 'not-affected', comparison: 'the record says: never affected' };
  // A record that is only a state ("no fix will come") is about every version; one that is `affected` must name versions (OSV schema,
  // "affected[].ranges": a version that is in no range and not listed is not affected).
  const everyVersion = advisory.ranges.length === 0 && advisory.versions.length === 0 && status !== 'affected';
  const { affected, comparison, range, unplaced } = everyVersion
    ? { affected: true, comparison: 'the record is about every version', range: undefined, unplaced: undefined }
    : isAffected(version, advisory, order);
  const elsewhere = affected || unplaced !== undefined ? whyElsewhere(advisory, found) : undefined;
  if (elsewhere !== undefined) return { verdict: 'not-affected', comparison: elsewhere, elsewhere };
  if (unplaced !== undefined) return { verdict: 'unjudged', comparison, unplaced };
  const verdict = !affected ? 'not-affected' : status === 'undetermined' ? 'undecided' : 'affected';
  return { verdict, comparison, ...(range ? { range } : {}) };
}

/** The statements of one record about one version, one for each flaw it covers. */
export function statementsOf(
  origin: StatementOrigin,
  advisory: Advisory,
  judgement: Judgement,
  lookup: Lookup,
  normalise: (id: string) => string,
): FlawStatement[] {
  const { version, general } = lookup;
  const base = { ...origin, ...judgement, advisory, version, ...defined({ general }) };
  const bulletin = normalise(advisory.id);
  if (advisory.covers.length === 0) {
    const ids = [bulletin, ...advisory.aliases.map(normalise)].filter((id) => id !== '');
    return [{ ...base, ids: [...new Set(ids)] }];
  }
  const flaws = new Set(advisory.covers.map(normalise).filter((id) => id !== ''));
  return [...flaws].map((flaw) => ({ ...base, ids: [flaw], bulletin }));
}

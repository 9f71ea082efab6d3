import { type Digest, type Limits, SeaworthyError } from '../../../core/index.ts';
import type { RepositoryUpkeep } from '../../../foundations/images/index.ts';
import { attachmentBase, baseOf } from '../graph/attachment-tag.ts';
import { listRepository } from '../listing/list-repository.ts';
import type { ManifestFacts, RepositoryListing } from '../listing/listing.ts';

export interface LiveOptions {
  readonly registry: string;
  readonly repository: string;
  /** Every digest that the plan knows here: what has no tag is not listed by any registry. */
  readonly known: readonly Digest[];
  readonly limits: Pick<Limits, 'manifestBytes'>;
  /** Milliseconds for which what was read about tags is taken to be so still. */
  readonly freshFor: number;
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

/** A repository as it is now, read again as often as it has to be. */
export interface LiveRepository {
  readonly upkeep: RepositoryUpkeep;
  /** Tags that point to a digest, sorted. */
  tagsOf(digest: Digest): Promise<readonly string[]>;
  /** What a tag points to; undefined when there is no such tag. */
  target(tag: string): Promise<Digest | undefined>;
  /** Indexes that list a digest and are there. */
  parentsOf(digest: Digest): Promise<readonly Digest[]>;
  /** What hangs on a digest, by the registry's list, by fallback tag and by cosign's tags. */
  attachmentsOf(digest: Digest): Promise<readonly Digest[]>;
  /** What a manifest that was read hangs on by its own word. */
  subjectOf(digest: Digest): Promise<Digest | undefined>;
  has(digest: Digest): Promise<boolean>;
  /** To be called when a manifest was found gone or was deleted. */
  forget(digest: Digest): void;
}

/** Opens a repository for checks. Reads nothing yet. What cannot be read is thrown by whatever asks for it. */
export function liveRepository(upkeep: RepositoryUpkeep, options: LiveOptions): LiveRepository {
  const { registry, repository, limits, signal, known, freshFor, now } = options;
  const cache = new Map<Digest, ManifestFacts>();
  const deleted = new Set<Digest>();
  let listing: RepositoryListing | undefined;
  let readAt = 0;

  const current = async (): Promise<RepositoryListing> => {
    if (listing !== undefined && now() - readAt < freshFor) return listing;
    const first = listing === undefined;
    readAt = now();
    const fresh = await listRepository(
      upkeep,
      { registry, repository },
      {
        limits,
        cache,
        known: first ? known : [],
        trustCache: !first,
        referrers: false,
        times: false,
        ...(signal === undefined ? {} : { signal }),
      },
    );
    const [problem] = fresh.problems;
    if (problem !== undefined)
      throw new SeaworthyError(problem.code, 'the repository cannot be read whole', {
        where: problem.where,
        why: problem.why,
      });
    listing = fresh;
    return fresh;
  };

  const has = (digest: Digest): Promise<boolean> => upkeep.has(digest, deleted.has(digest));

  return {
    upkeep,
    has,
    async tagsOf(digest) {
      return (await current()).tags.filter((entry) => entry.digest === digest).map(({ tag }) => tag);
    },
    async target(tag) {
      return (await current()).tags.find((entry) => entry.tag === tag)?.digest;
    },
    async parentsOf(digest) {
      const { tags } = await current();
      // What we deleted may still be in a list of tags read before; pushed again, it is there again.
      const tagged = new Set(tags.flatMap((entry) => entry.digest ?? []).filter((target) => !deleted.has(target)));
      const found: Digest[] = [];
      for (const facts of cache.values()) {
        if (facts.digest === digest || !facts.children.includes(digest)) continue;
        if (tagged.has(facts.digest) || (await has(facts.digest))) found.push(facts.digest);
      }
      return found.sort();
    },
    async attachmentsOf(digest) {
      const { tags } = await current();
      const found = new Set<Digest>();
      for (const entry of (await upkeep.referrers(digest)) ?? []) found.add(entry.digest);
      for (const { tag, digest: target } of tags) {
        if (target === undefined || attachmentBase(tag) !== baseOf(digest)) continue;
        found.add(target);
        if (tag === baseOf(digest)) for (const child of cache.get(target)?.children ?? []) found.add(child);
      }
      for (const facts of cache.values()) if (facts.subject === digest) found.add(facts.digest);
      found.delete(digest);
      return [...found].sort();
    },
    async subjectOf(digest) {
      await current();
      return cache.get(digest)?.subject;
    },
    forget(digest) {
      deleted.add(digest);
    },
  };
}

import { type Digest, defined, inParallel, type Limits, SeaworthyError } from '../../../core/index.ts';
import type { RepositoryUpkeep } from '../../../foundations/images/index.ts';
import { attachmentBase, baseOf } from '../graph/attachment-tag.ts';
import { listRepository } from '../listing/list-repository.ts';
import type { ListedManifest } from '../listing/listing.ts';

export interface LiveOptions {
  readonly registry: string;
  readonly repository: string;
  /** Every digest that the plan knows here: what has no tag is not listed by any registry. */
  readonly known: readonly Digest[];
  readonly limits: Pick<Limits, 'manifestBytes'>;
  /** Milliseconds for which what was read is taken to be so still; 0: everything is read again at each look. See `Freshness`. */
  readonly freshFor: number;
  readonly now: () => number;
  readonly signal?: AbortSignal;
}

/** What a repository holds as it was last looked at. What cannot be read is thrown by whatever asks for it. */
export interface LiveView {
  /** Tags that point to a digest, sorted. */
  tagsOf(digest: Digest): readonly string[];
  /** What a tag points to; undefined when there is no such tag. */
  target(tag: string): Digest | undefined;
  /** Indexes that list a digest and are there. */
  parentsOf(digest: Digest): Promise<readonly Digest[]>;
  /** What hangs on a digest, by the registry's list, by fallback tag and by cosign's tags. */
  attachmentsOf(digest: Digest): Promise<readonly Digest[]>;
  /** What a manifest that was read hangs on by its own word. */
  subjectOf(digest: Digest): Digest | undefined;
}

/** A repository that is looked at again and again while things are deleted from it. */
export interface LiveRepository {
  readonly upkeep: RepositoryUpkeep;
  /** How it is now, these tags above all. Throws what the registry answers. */
  look(tags: readonly string[]): Promise<LiveView>;
  has(digest: Digest): Promise<boolean>;
  /** To be called when a manifest was found gone or was deleted. */
  forget(digest: Digest): void;
}

const width = 8;
/** Share of the time that reading again may take: a tenth for all tags, a quarter for their names and what is new under them. */
const allTags = 10;
const newNames = 4;

/**
 * Opens a repository for checks. Reads nothing yet.
 *
 * No registry tells the tags of a digest, so that all tags have to be resolved once; a thousand entries must not cost a million requests. So a look
 * asks again for the tags that it is about, for the list of names, and for what is new in that: this shows a tag that was moved away, and a new one
 * that saves an image. An old tag that was moved *onto* an image shows when all are resolved anew: every two seconds, or, in a repository where that
 * takes long, as often as it costs no more than a tenth of the time.
 */
export function liveRepository(upkeep: RepositoryUpkeep, options: LiveOptions): LiveRepository {
  const { registry, repository, limits, signal, known, freshFor, now } = options;
  const cache = new Map<Digest, ListedManifest>();
  const absent = new Set<Digest>();
  const deleted = new Set<Digest>();
  const targets = new Map<string, Digest | undefined>();
  const resolvedAt = new Map<string, number>();
  let all: Reading | undefined;
  let names: Reading | undefined;

  const set = (tag: string, digest: Digest | undefined, time: number): void => {
    targets.set(tag, digest);
    resolvedAt.set(tag, time);
  };

  /** Reads the list of tags, and what was not resolved. */
  const read = async (resolved: ReadonlyMap<string, Digest | undefined>): Promise<Reading> => {
    const at = now();
    const listing = await listRepository(
      upkeep,
      { registry, repository },
      {
        limits,
        cache,
        absent,
        resolved,
        known: all === undefined ? known : [],
        trustCache: all !== undefined,
        referrers: false,
        times: false,
        ...defined({ signal }),
      },
    );
    const [problem] = listing.problems;
    if (problem !== undefined)
      throw new SeaworthyError(problem.code, 'the repository cannot be read whole', {
        where: problem.where,
        why: problem.why,
      });
    const listed = new Set(listing.tags.map(({ tag }) => tag));
    for (const tag of targets.keys()) if (!listed.has(tag)) targets.delete(tag);
    for (const { tag, digest } of listing.tags) if (!resolved.has(tag)) set(tag, digest, at);
    return { at, took: now() - at };
  };

  const has = (digest: Digest): Promise<boolean> => upkeep.has(digest, deleted.has(digest));
  const isRead = (digest: Digest | undefined): boolean => digest === undefined || cache.has(digest);
  let view: LiveView | undefined;

  return {
    upkeep,
    has,
    async look(tags) {
      const age = (at: number | undefined): number => now() - (at ?? Number.NEGATIVE_INFINITY);
      const old = (at: number | undefined, fresh: number): boolean => freshFor === 0 || age(at) >= fresh;
      if (all === undefined || old(all.at, Math.max(freshFor, all.took * allTags))) {
        absent.clear();
        all = await read(new Map());
        names = undefined;
        view = undefined;
      } else if (old(names?.at ?? all.at, Math.min(freshFor, (names?.took ?? 0) * newNames))) {
        names = await read(targets);
        view = undefined;
      }
      const unsure = tags.filter((tag) => targets.has(tag) && old(resolvedAt.get(tag), freshFor));
      const at = now();
      await inParallel(unsure, width, async (tag) => set(tag, (await upkeep.resolve(tag))?.digest, at));
      if (unsure.length > 0) view = undefined;
      // What a tag was moved to may list what is to go.
      if (unsure.some((tag) => !isRead(targets.get(tag)))) names = await read(targets);
      view ??= viewOf({ upkeep, targets, cache, deleted, has });
      return view;
    },
    forget(digest) {
      deleted.add(digest);
    },
  };
}

/** When something was read (milliseconds), and how long that took. */
interface Reading {
  readonly at: number;
  readonly took: number;
}

interface ViewParts extends Pick<LiveRepository, 'upkeep' | 'has'> {
  readonly targets: ReadonlyMap<string, Digest | undefined>;
  readonly cache: ReadonlyMap<Digest, ListedManifest>;
  readonly deleted: ReadonlySet<Digest>;
}

function viewOf({ upkeep, targets, cache, deleted, has }: ViewParts): LiveView {
  const tagsByDigest = grouped([...targets].map(([tag, digest]) => [digest, tag]));
  const parents = grouped([...cache.values()].flatMap((one) => one.children.map((child) => [child, one.digest])));
  const bySubject = grouped([...cache.values()].map(({ subject, digest }) => [subject, digest]));
  const byBase = grouped([...targets].map(([tag]) => [attachmentBase(tag), tag]));
  return {
    tagsOf: (digest) => [...(tagsByDigest.get(digest) ?? [])].sort(),
    target: (tag) => targets.get(tag),
    subjectOf: (digest) => cache.get(digest)?.subject,
    async parentsOf(digest) {
      const found = new Set<Digest>();
      for (const parent of parents.get(digest) ?? []) {
        // What we deleted may still be in a list of tags read before; pushed again, it is there again.
        const isTagged = tagsByDigest.has(parent) && !deleted.has(parent);
        if (parent !== digest && (isTagged || (await has(parent)))) found.add(parent);
      }
      return [...found].sort();
    },
    async attachmentsOf(digest) {
      const found = new Set<Digest>(bySubject.get(digest));
      for (const entry of (await upkeep.referrers(digest)) ?? []) found.add(entry.digest);
      for (const tag of byBase.get(baseOf(digest)) ?? []) {
        const target = targets.get(tag);
        if (target === undefined) continue;
        found.add(target);
        if (tag === baseOf(digest)) for (const child of cache.get(target)?.children ?? []) found.add(child);
      }
      found.delete(digest);
      return [...found].sort();
    },
  };
}

/** Second parts of pairs by their first; pairs without a first are left out. */
function grouped<K, V>(pairs: readonly (readonly [K | undefined, V])[]): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

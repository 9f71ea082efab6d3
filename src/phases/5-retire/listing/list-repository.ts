import { type Digest, inParallel, type Limits, printable, SeaworthyError } from '../../../core/index.ts';
import { field, parseJson } from '../../../foundations/formats/index.ts';
import { mediaType, type RepositoryUpkeep } from '../../../foundations/images/index.ts';
import type { ListedManifest, ListedReferrers, ListedTag, ListingProblem, RepositoryListing } from './listing.ts';
import { believable, type ReadManifest, readManifest } from './read-manifest.ts';

const width = 8;
/** distribution-spec, "Pulling manifests": a tag is part of an address. */
const tagForm = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const mostManifests = 200_000;
const mostConfigBytes = 4 * 1024 * 1024;
const schema1: readonly string[] = [mediaType.dockerManifest1, mediaType.dockerManifest1Signed];

export interface ListOptions {
  readonly limits: Pick<Limits, 'manifestBytes'>;
  /** Digests that may be there without a tag: no registry lists those. */
  readonly known?: readonly Digest[];
  /** What was read before, by digest; filled with what is read now. */
  readonly cache?: Map<Digest, ListedManifest>;
  /** What was not there before; filled with what is not there now. */
  readonly absent?: Set<Digest>;
  /** What is in the cache is taken to be there, what is in `absent` not to be, and neither is asked for again. */
  readonly trustCache?: boolean;
  /** What tags were seen to point to, undefined for nothing: these are not asked for again, if they are still listed. */
  readonly resolved?: ReadonlyMap<string, Digest | undefined>;
  /** Whether the registry's own lists of referrers are read too; they are when absent. */
  readonly referrers?: boolean;
  /** Whether times are read from configurations; they are when absent. */
  readonly times?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Reads all of a repository that can be read: tags, what they point to, what that points to and what hangs on it. Never throws for what the
 * registry answers: what cannot be read is a problem of the listing.
 */
export async function listRepository(
  upkeep: RepositoryUpkeep,
  place: { readonly registry: string; readonly repository: string },
  options: ListOptions,
): Promise<RepositoryListing> {
  const problems: ListingProblem[] = [];
  const told = async <T>(work: () => Promise<T>, about: string): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SeaworthyError) || error.code === 'E_INTERRUPTED') throw error;
      const why = [about, error.message, error.why].filter(Boolean).join(': ');
      problems.push({ code: error.code, where: upkeep.name, why });
      return undefined;
    }
  };
  const reading = new Reading(upkeep, options);
  const names = (await told(() => upkeep.tags(), 'list of tags')) ?? [];
  const odd = names.find((name) => !tagForm.test(name));
  if (odd !== undefined)
    problems.push({ code: 'E_FORMAT', where: upkeep.name, why: `a tag that is none: ${printable(odd.slice(0, 100))}` });
  const usable = [...new Set(names)].filter((name) => tagForm.test(name)).sort();
  const tags = await inParallel(usable, width, async (tag): Promise<ListedTag> => {
    const digest = options.resolved?.has(tag)
      ? options.resolved.get(tag)
      : await told(() => reading.tag(tag), `tag ${tag}`);
    return digest === undefined ? { tag } : { tag, digest };
  });
  const referrers: ListedReferrers[] = [];
  /** Whether the registry keeps lists itself; undefined until it was asked. */
  let served: boolean | undefined = options.referrers === false ? false : undefined;
  const referrersOf = async (subject: Digest): Promise<readonly Digest[]> => {
    if (served === false) return [];
    const listed = await upkeep.referrers(subject);
    const serves = listed !== undefined;
    served ??= serves;
    if (served !== serves)
      throw new SeaworthyError(
        'E_NETWORK',
        'the registry keeps lists of referrers of some manifests and not of others',
      );
    return (listed ?? []).map((entry) => entry.digest).sort();
  };
  const asked = new Set<Digest>();
  let wave: readonly Digest[] = [...tags.flatMap(({ digest }) => digest ?? []), ...(options.known ?? [])];
  while (wave.length > 0) {
    options.signal?.throwIfAborted();
    const fresh = [...new Set(wave)].filter((digest) => !asked.has(digest)).sort();
    for (const digest of fresh) asked.add(digest);
    if (asked.size > mostManifests) {
      problems.push({ code: 'E_LIMIT', where: upkeep.name, why: `more than ${mostManifests} manifests` });
      break;
    }
    const found = await inParallel(fresh, width, async (digest): Promise<readonly Digest[]> => {
      const facts = await told(() => reading.manifest(digest), digest);
      if (facts === undefined) return [];
      const listed = (await told(() => referrersOf(digest), `referrers of ${digest}`)) ?? [];
      if (listed.length > 0) referrers.push({ subject: digest, referrers: listed });
      return [...facts.children, ...listed, ...(facts.subject === undefined ? [] : [facts.subject])];
    });
    wave = found.flat();
  }
  const byDigest =
    <T>(key: (one: T) => string) =>
    (a: T, b: T): number =>
      key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
  return {
    ...place,
    tags,
    manifests: [...reading.found.values()].sort(byDigest((facts) => facts.digest)),
    missing: [...reading.missing].sort(),
    referrers: referrers.sort(byDigest((entry) => entry.subject)),
    problems: problems.sort(byDigest((problem) => problem.why)),
  };
}

/** What was read of one repository so far. */
class Reading {
  readonly found = new Map<Digest, ListedManifest>();
  readonly missing = new Set<Digest>();
  readonly #upkeep: RepositoryUpkeep;
  readonly #options: ListOptions;

  constructor(upkeep: RepositoryUpkeep, options: ListOptions) {
    this.#upkeep = upkeep;
    this.#options = options;
  }

  /** What a tag points to; undefined when it points to nothing. */
  async tag(tag: string): Promise<Digest | undefined> {
    const target = await this.#upkeep.resolve(tag);
    if (target === undefined) return undefined;
    const { digest } = target;
    const { cache } = this.#options;
    // Schema 1 names layers and no manifests: it is known enough.
    const facts = schema1.includes(target.mediaType) ? opaque(digest, target.mediaType) : cache?.get(digest);
    if (facts === undefined) return digest;
    this.found.set(digest, facts);
    cache?.set(digest, facts);
    return digest;
  }

  /** A manifest; undefined when it is not there. */
  async manifest(digest: Digest): Promise<ListedManifest | undefined> {
    const known = this.found.get(digest);
    if (known !== undefined) return known;
    const { limits, cache, absent } = this.#options;
    if (this.#options.trustCache === true && absent?.has(digest) === true) {
      this.missing.add(digest);
      return undefined;
    }
    const cached = cache?.get(digest);
    if (cached !== undefined) {
      if (this.#options.trustCache !== true && !(await this.#upkeep.has(digest))) {
        this.missing.add(digest);
        return undefined;
      }
      this.found.set(digest, cached);
      return cached;
    }
    try {
      const stored = await this.#upkeep.manifest(digest);
      const facts = await this.#withTime(readManifest(stored, `${this.#upkeep.name}, ${digest}`, limits));
      this.found.set(digest, facts);
      cache?.set(digest, facts);
      return facts;
    } catch (error) {
      if (!(error instanceof SeaworthyError) || error.code === 'E_INTERRUPTED') throw error;
      if (error.code === 'E_NOT_FOUND') {
        this.missing.add(digest);
        absent?.add(digest);
      } else if (!(await this.#isOther(digest))) throw error;
      return undefined;
    }
  }

  /** Whether a digest that is known from elsewhere is of something else here: of a configuration, for images are known by those too. */
  async #isOther(digest: Digest): Promise<boolean> {
    if (this.#options.known?.includes(digest) !== true) return false;
    try {
      return (await this.#upkeep.isNoManifest?.(digest)) ?? false;
    } catch (error) {
      if (error instanceof SeaworthyError && error.code !== 'E_INTERRUPTED') return false;
      throw error;
    }
  }

  /** A configuration that cannot be read leaves the time unknown, which keeps an image wherever time decides. */
  async #withTime({ facts, config }: ReadManifest): Promise<ListedManifest> {
    if (config === undefined || this.#options.times === false) return facts;
    try {
      const bytes = await this.#upkeep.blob(config, mostConfigBytes);
      const created = believable(field(parseJson(bytes, config.digest, { maxBytes: mostConfigBytes }), 'created'));
      return created === undefined ? facts : { ...facts, created };
    } catch (error) {
      if (error instanceof SeaworthyError && error.code !== 'E_INTERRUPTED') return facts;
      throw error;
    }
  }
}

const opaque = (digest: Digest, type: string): ListedManifest => ({
  digest,
  mediaType: type,
  size: 0,
  kind: 'opaque',
  children: [],
  blobs: [],
  layers: [],
});

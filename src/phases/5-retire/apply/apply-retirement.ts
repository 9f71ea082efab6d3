import { type Clock, type Digest, defined, type Limits, SeaworthyError } from '../../../core/index.ts';
import type { RepositoryUpkeep } from '../../../foundations/images/index.ts';
import type { Preserved, Tombstone } from '../../../records/index.ts';
import { keyParts, type NodeKey, repositoryOf } from '../graph/graph.ts';
import type { DeleteEntry } from '../plan/retire-plan.ts';
import { type CheckContext, checkEntry } from './check-entry.ts';
import { type LiveRepository, liveRepository } from './live-repository.ts';
import type { ApprovedPlan } from './parse-plan.ts';
import { tombstoneOf } from './tombstone.ts';

export interface ApplyOptions {
  readonly open: (registry: string, repository: string) => RepositoryUpkeep;
  readonly limits: Pick<Limits, 'manifestBytes'>;
  readonly clock: Clock;
  /** Everything is checked, nothing is deleted or recorded. */
  readonly dryRun?: boolean;
  /** Why an image is in use now, if it is; `digests` are its own and those of everything that it lists. Asked before each deletion. */
  readonly inUse: (entry: DeleteEntry, digests: readonly Digest[]) => Promise<string | undefined>;
  /** Keeps a tombstone. When it returns, that is on disk. What it throws ends the run; the next run writes what is missing. */
  readonly record: (tombstone: Tombstone) => Promise<void>;
  /** Whether there is a tombstone of this manifest by this plan: so that one that is gone gets it once. */
  readonly isRecorded: (entry: DeleteEntry, plan: Digest) => Promise<boolean>;
  /** Keeps what is to be kept of an image, before it is deleted. `present` is false when it is gone already. What it throws spares the image. */
  readonly preserve?: (entry: DeleteEntry, present: boolean) => Promise<readonly Preserved[]>;
  /** Milliseconds for which what was read of a repository is taken to be so still, as `liveRepository` says; 2,000 when absent. */
  readonly freshFor?: number;
  readonly signal?: AbortSignal;
  readonly progress?: (entry: DeleteEntry, done: number, total: number) => void;
}

/**
 * What became of an entry. `deleted`, `gone` (before we came), `would-delete` (dry run); `skipped`: the world is no longer as the plan saw it;
 * `failed`: it could not be checked or the registry refused.
 */
export type ApplyOutcome = 'deleted' | 'gone' | 'would-delete' | 'skipped' | 'failed';

export interface AppliedEntry {
  readonly key: NodeKey;
  readonly digest: Digest;
  readonly tags: readonly string[];
  readonly outcome: ApplyOutcome;
  /** For `skipped` and `failed`. */
  readonly why?: string;
}

export interface ApplyResult {
  readonly plan: Digest;
  readonly dryRun: boolean;
  /** In the plan's order. */
  readonly entries: readonly AppliedEntry[];
  readonly counts: Readonly<Record<ApplyOutcome, number>>;
  /** Bytes that garbage collection can free now, if nobody else needs them. */
  readonly frees: number;
}

const defaultFreshFor = 2_000;

/**
 * Follows a plan. Before each deletion the registry is read again: whatever changed spares what it concerns. May be cut off at any moment and run
 * again: what is gone is passed over, its tombstone written where it is missing. Throws `E_INTERRUPTED`, and what `record` throws.
 */
export async function applyRetirement(plan: ApprovedPlan, options: ApplyOptions): Promise<ApplyResult> {
  const dryRun = options.dryRun === true;
  const lives = liveRepositories(plan, options);
  /** In a dry run. */
  const gone = new Set<NodeKey>();
  const context = contextOf(plan, gone, lives, options);
  const entries: AppliedEntry[] = [];
  let frees = 0;
  for (const entry of plan.delete) {
    stopIfAsked(options.signal);
    options.progress?.(entry, entries.length, plan.delete.length);
    const { outcome, why } = await applyEntry(entry, plan, lives(entry), context, options);
    if (outcome === 'would-delete') gone.add(entry.key);
    if (outcome === 'deleted' || outcome === 'gone' || outcome === 'would-delete') frees += entry.frees;
    const { key, digest, tags } = entry;
    entries.push({ key, digest, tags, outcome, ...defined({ why }) });
  }
  const count = (wanted: ApplyOutcome): number => entries.filter(({ outcome }) => outcome === wanted).length;
  return {
    plan: plan.digest,
    dryRun,
    entries,
    counts: {
      deleted: count('deleted'),
      gone: count('gone'),
      'would-delete': count('would-delete'),
      skipped: count('skipped'),
      failed: count('failed'),
    },
    frees,
  };
}

interface Applied {
  readonly outcome: ApplyOutcome;
  readonly why?: string;
}

async function applyEntry(
  entry: DeleteEntry,
  plan: ApprovedPlan,
  live: LiveRepository,
  context: CheckContext,
  options: ApplyOptions,
): Promise<Applied> {
  const { upkeep } = live;
  const now = (): string => options.clock.now().toISOString();
  let preserved: readonly Preserved[] = [];
  let present: boolean;
  try {
    present = await upkeep.has(entry.digest);
    if (present) {
      let why = await checkEntry(entry, live, context);
      const checkedAt = performance.now();
      if (why === undefined && options.dryRun === true) return { outcome: 'would-delete' };
      if (why === undefined) preserved = (await options.preserve?.(entry, true)) ?? [];
      // Keeping something of an image may take minutes.
      if (
        options.preserve !== undefined &&
        why === undefined &&
        performance.now() - checkedAt > (options.freshFor ?? defaultFreshFor)
      )
        why = await checkEntry(entry, live, context);
      if (why !== undefined) return { outcome: 'skipped', why };
      present = await upkeep.delete(entry.digest);
      // "No" is believed at once here: it is what was asked for.
      if (present && (await upkeep.has(entry.digest, true)))
        return { outcome: 'failed', why: 'the registry says that it was deleted, and serves it still' };
    }
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code === 'E_INTERRUPTED') throw error;
    return { outcome: 'failed', why: [error.message, error.why].filter(Boolean).join(': ') };
  }
  live.forget(entry.digest);
  if (options.dryRun === true) return { outcome: 'gone' };
  const base = { plan: plan.digest, time: now() };
  if (present) await options.record(tombstoneOf(entry, { ...base, state: 'deleted', preserved }));
  else if (!(await options.isRecorded(entry, plan.digest))) {
    preserved = (await options.preserve?.(entry, false)) ?? [];
    await options.record(tombstoneOf(entry, { ...base, state: 'found-gone', preserved }));
  }
  return { outcome: present ? 'deleted' : 'gone' };
}

/** One live view for each repository, opened when it is first needed. */
function liveRepositories(
  plan: ApprovedPlan,
  options: ApplyOptions,
): (place: { readonly registry: string; readonly repository: string }) => LiveRepository {
  const known = new Map<string, Digest[]>();
  for (const key of [...plan.keep, ...plan.delete.map((entry) => entry.key)]) {
    const { digest, ...place } = keyParts(key);
    const digests = known.get(repositoryOf(place));
    if (digests === undefined) known.set(repositoryOf(place), [digest]);
    else digests.push(digest);
  }
  const opened = new Map<string, LiveRepository>();
  return ({ registry, repository }) => {
    const name = repositoryOf({ registry, repository });
    const before = opened.get(name);
    if (before !== undefined) return before;
    const { limits, signal, freshFor = defaultFreshFor } = options;
    const live = liveRepository(options.open(registry, repository), {
      registry,
      repository,
      limits,
      freshFor,
      known: known.get(name) ?? [],
      now: () => performance.now(),
      ...defined({ signal }),
    });
    opened.set(name, live);
    return live;
  };
}

function contextOf(
  plan: ApprovedPlan,
  gone: ReadonlySet<NodeKey>,
  lives: ReturnType<typeof liveRepositories>,
  options: ApplyOptions,
): CheckContext {
  const byKey = new Map(plan.delete.map((entry, at) => [entry.key, { entry, at }]));
  return {
    isGone: (key) => gone.has(key),
    async isThere(key) {
      const { digest, ...place } = keyParts(key);
      return lives(place).has(digest);
    },
    position: (key) => byKey.get(key)?.at,
    inUse: options.inUse,
    listed(entry) {
      const found = new Map<NodeKey, DeleteEntry>();
      const pending: NodeKey[] = [...entry.children];
      for (const key of pending) {
        const child = byKey.get(key)?.entry;
        if (child === undefined || found.has(key)) continue;
        found.set(key, child);
        pending.push(...child.children);
      }
      return [...found.values()].map(({ digest }) => digest);
    },
  };
}

function stopIfAsked(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new SeaworthyError('E_INTERRUPTED', 'stopped before all was deleted');
}

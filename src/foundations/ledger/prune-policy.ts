import type { LedgerProblem, PrunedSummary } from './problem.ts';
import type { Checkpoint, LedgerRecord, RecordHeader } from './record.ts';

/** What may go. At least one of `keepLast` and `olderThan` is given; a record goes when both say so. */
export interface PrunePolicy {
  /** The newest so many of each subject and kind stay; 1 when absent. */
  readonly keepLast?: number;
  /** Only records from before this time go (ISO 8601, UTC). */
  readonly olderThan?: string;
  /** Kinds of which records may go at all: those of any other kind stay, also of kinds that nobody here knows. */
  readonly prunable: readonly string[];
  /** Only records of these kinds go. */
  readonly kinds?: readonly string[];
  /** When it is done, for the record about it (ISO 8601, UTC). */
  readonly time: string;
  readonly producer: { readonly name: string; readonly version: string };
  /** Only says what would go. */
  readonly dryRun?: boolean;
}

export interface PruneResult {
  /** Records that went, or would. */
  readonly removed: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly kept: number;
  /** The record about it; absent when nothing went. */
  readonly marker?: LedgerRecord;
  /** The end of the ledger afterwards: checkpoints noted before may have been pruned. */
  readonly checkpoint: Checkpoint;
}

/** Records that are gone, and the digest of the last of them, which the next one is chained to. */
export interface ChainGap {
  readonly from: number;
  readonly to: number;
  readonly digest: string;
}

/** The one kind of record that a ledger writes by itself, and the shape of its payload. */
export const pruneKind = 'prune';
export const pruneShape = 1;

/**
 * Payload of a `prune` record. It names every gap there is in the ledger, also those of earlier prunes, so that only the newest such record is needed.
 */
export interface PrunePayload {
  /** The ledger's own name: the first record, which was chained to it, may be gone. */
  readonly ledger: string;
  readonly policy: { readonly keepLast: number; readonly olderThan?: string; readonly kinds?: readonly string[] };
  /** By this prune. */
  readonly removed: Readonly<Record<string, number>>;
  /** By all prunes of this ledger, prune records themselves not counted. */
  readonly total: Readonly<Record<string, number>>;
  readonly gaps: readonly ChainGap[];
}

/** What deciding needs to know of a record. */
export type PruneCandidate = Pick<RecordHeader, 'sequence' | 'subject' | 'kind' | 'time'>;

/** Sequences that go. `newestFirst` are all records. Earlier prune records go always: the one to come stands for them. */
export function chooseForPruning(newestFirst: Iterable<PruneCandidate>, policy: PrunePolicy): PruneCandidate[] {
  const keepLast = policy.keepLast ?? 1;
  const { kinds } = policy;
  const going = new Set(policy.prunable.filter((kind) => kinds?.includes(kind) ?? true));
  const seen = new Map<string, number>();
  const chosen: PruneCandidate[] = [];
  const markers: PruneCandidate[] = [];
  for (const record of newestFirst) {
    if (record.kind === pruneKind) {
      markers.push(record);
      continue;
    }
    if (!going.has(record.kind)) continue;
    const key = `${record.kind} ${record.subject}`;
    const newer = seen.get(key) ?? 0;
    seen.set(key, newer + 1);
    if (newer < keepLast) continue;
    if (policy.olderThan === undefined || record.time < policy.olderThan) chosen.push(record);
  }
  return chosen.length === 0 ? [] : [...chosen, ...markers];
}

/** The gaps between records that stay, oldest first: what is missing before each, and the digest it is chained to. */
export function gapsBetween(
  staying: Iterable<Pick<RecordHeader, 'sequence' | 'previous'>>,
  end: Checkpoint,
): ChainGap[] {
  const gaps: ChainGap[] = [];
  let last = 0;
  for (const { sequence, previous } of staying) {
    if (sequence > last + 1) gaps.push({ from: last + 1, to: sequence - 1, digest: previous });
    last = sequence;
  }
  // The record about the prune itself comes next: what went just before it is bridged too.
  if (end.sequence > last) gaps.push({ from: last + 1, to: end.sequence, digest: end.digest });
  return gaps;
}

/** The payload of a prune record, or why it is none. */
export function readPrunePayload(payload: unknown): PrunePayload | LedgerProblem['message'] {
  const { ledger, gaps, total, removed, policy } = Object(payload) as Partial<Record<keyof PrunePayload, unknown>>;
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const isCounts = (value: unknown): boolean => isObject(value) && Object.values(value).every(Number.isSafeInteger);
  const isText = (value: unknown): boolean => typeof value === 'string';
  const isPolicy = (value: unknown): boolean => {
    const { keepLast, olderThan, kinds } = Object(value) as Partial<Record<keyof PrunePayload['policy'], unknown>>;
    return (
      Number.isSafeInteger(keepLast) &&
      (olderThan === undefined || isText(olderThan)) &&
      (kinds === undefined || (Array.isArray(kinds) && kinds.every(isText)))
    );
  };
  const isGap = (value: unknown): boolean => {
    const { from, to, digest } = Object(value) as Partial<Record<keyof ChainGap, unknown>>;
    return Number.isSafeInteger(from) && Number.isSafeInteger(to) && isText(digest);
  };
  const whole =
    isText(ledger) &&
    Array.isArray(gaps) &&
    gaps.every(isGap) &&
    isCounts(total) &&
    isCounts(removed) &&
    isPolicy(policy);
  return whole ? (payload as PrunePayload) : 'the record about what was pruned does not have the form it should have';
}

/** What was pruned from a ledger so far, from its newest prune record. */
export function prunedSummary({ total }: PrunePayload, time: string): PrunedSummary {
  return { records: Object.values(total).reduce((sum, count) => sum + count, 0), kinds: total, time };
}

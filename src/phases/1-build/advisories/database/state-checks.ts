import { SeaworthyError } from '../../../../core/index.ts';
import { type NewPartition, servedDate } from './install.ts';
import type { StoredPartitionManifest } from './manifest.ts';

/** A partition this small may shrink as it likes. */
const smallPartition = 50;

/** Throws `E_FEED` when the new state has less than half the records of the old one: more likely half a feed than the truth. */
export function checkShrink(old: StoredPartitionManifest | undefined, records: number, force: boolean): void {
  if (force || old === undefined || old.records < smallPartition || records * 2 >= old.records) return;
  throw new SeaworthyError('E_FEED', `the feed has shrunk from ${old.records} records to ${records}`, {
    where: old.id,
    next: 'If that is right, run it again with `--refresh`.',
  });
}

/**
 * Throws `E_FEED` when the new state was made before the one in force: a mirror that lags behind, or an old copy, would make flaws unknown again. Where
 * the publisher gives no date, that of the same server counts.
 */
export function checkOlder(
  old: StoredPartitionManifest | undefined,
  state: NewState,
  now: Date,
  allowed: boolean,
): void {
  if (old === undefined || allowed) return;
  const published = old.published !== undefined || state.published !== undefined;
  const ofServer = ({ files }: Pick<NewState, 'files'>): string | undefined =>
    !published && old.origin === state.origin ? servedDate(files, now) : undefined;
  const before = published ? old.published : ofServer(old);
  const after = published ? state.published : ofServer(state);
  if (before === undefined || after === undefined || after >= before) return;
  throw new SeaworthyError('E_FEED', `the feed was made on ${after}, before the one in force of ${before}`, {
    where: old.id,
    next: 'If the older one is what you want, run it again with `--allow-older`.',
  });
}

type NewState = Parameters<NonNullable<NewPartition['check']>>[0];

import { defined, SeaworthyError } from '../../../core/index.ts';
import { checkChain } from '../chain.ts';
import { checkTime, prepareRecord } from '../header.ts';
import { chainError } from '../ledger-error.ts';
import { problemList } from '../problem.ts';
import {
  chooseForPruning,
  gapsBetween,
  type PruneCandidate,
  type PrunePayload,
  type PrunePolicy,
  type PruneResult,
  pruneKind,
  pruneShape,
} from '../prune-policy.ts';
import type { Checkpoint, RecordHeader } from '../record.ts';
import { chainRecords, readHead } from './append.ts';
import { checkHeaders, readPruned } from './check.ts';
import type { Connection } from './connection.ts';
import { pruneMemos } from './memos.ts';

/** Throws `E_USAGE` for a policy that says nothing, `E_LEDGER_CHAIN` when something is wrong already: pruning must not cover it up. */
export async function pruneLedger(connection: Connection, policy: PrunePolicy): Promise<PruneResult> {
  checkPolicy(policy);
  const result = await connection.write(() => pruneNow(connection, policy));
  if (result.marker !== undefined) {
    connection.guard(() => {
      connection.all('PRAGMA incremental_vacuum');
      connection.all('PRAGMA wal_checkpoint(TRUNCATE)');
    });
  }
  return result;
}

function checkPolicy({ keepLast, olderThan, time }: PrunePolicy): void {
  const isCount = keepLast === undefined || (Number.isSafeInteger(keepLast) && keepLast >= 0);
  if ((keepLast === undefined && olderThan === undefined) || !isCount) {
    throw new SeaworthyError('E_USAGE', 'there is no rule about what may go', {
      next: 'Say how many records of each subject and kind stay, or how old those are that go.',
    });
  }
  for (const one of [olderThan, time]) if (one !== undefined) checkTime(one);
}

function pruneNow(connection: Connection, policy: PrunePolicy): PruneResult {
  const end = readHead(connection);
  const problems = problemList(connection.limits.problems);
  const chain = checkChain(end.ledger, problems);
  checkHeaders(connection, chain, problems);
  if (problems.list.length > 0) throw chainError(connection.file, problems.list);

  const newestFirst = 'SELECT sequence, subject, kind, time FROM records ORDER BY sequence DESC';
  const going = chooseForPruning(connection.iterate<PruneCandidate>(newestFirst), policy);
  const kinds = countKinds(going);
  const removed = sum(kinds);
  const kept = chain.checked - going.length;
  if (removed === 0 || policy.dryRun === true) return { removed, kinds, kept, checkpoint: end };

  const earlier = readPruned(connection)?.payload;
  const total = typeof earlier === 'object' ? addCounts(earlier.total, kinds) : kinds;
  for (const { sequence } of going) {
    connection.run('DELETE FROM names WHERE sequence = ?', sequence);
    connection.run('DELETE FROM records WHERE sequence = ?', sequence);
  }
  connection.run('DELETE FROM payloads WHERE digest NOT IN (SELECT payload_digest FROM records)');
  pruneMemos(connection);
  const staying = connection.iterate<Pick<RecordHeader, 'sequence' | 'previous'>>(
    'SELECT sequence, previous FROM records ORDER BY sequence',
  );
  const payload: PrunePayload = {
    ledger: end.ledger,
    policy: policyOf(policy),
    removed: kinds,
    total,
    gaps: gapsBetween(staying, end),
  };
  return { removed, kinds, kept: kept + 1, ...markerOf(connection, payload, policy, end) };
}

/** Writes the record about it. The last record may be among those that went, so it is chained to the head as it was. */
function markerOf(
  connection: Connection,
  payload: PrunePayload,
  { producer, time }: PrunePolicy,
  end: Checkpoint,
): Required<Pick<PruneResult, 'marker' | 'checkpoint'>> {
  const record = { subject: `ledger:${end.ledger}`, kind: pruneKind, shape: pruneShape, producer, time, payload };
  const [marker] = chainRecords(connection, [prepareRecord(record, connection.limits)], [], 'after-prune');
  if (marker === undefined) throw new Error('no record was written');
  return { marker, checkpoint: { ledger: end.ledger, sequence: marker.sequence, digest: marker.digest } };
}

function policyOf({ keepLast, olderThan, kinds }: PrunePolicy): PrunePayload['policy'] {
  return {
    keepLast: keepLast ?? 1,
    ...defined({ olderThan, kinds }),
  };
}

function countKinds(going: readonly PruneCandidate[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of going) if (kind !== pruneKind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort());
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);

function addCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const kinds = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(kinds.map((kind) => [kind, (a[kind] ?? 0) + (b[kind] ?? 0)]));
}

import { setImmediate } from 'node:timers/promises';
import { SeaworthyError, whyOf } from '../../../core/index.ts';
import { type ChainChecker, checkChain } from '../chain.ts';
import type { VerifyOptions } from '../ledger.ts';
import { type ProblemList, problemList, type VerifyResult } from '../problem.ts';
import { type PrunePayload, prunedSummary, pruneKind, readPrunePayload } from '../prune-policy.ts';
import { readHead } from './append.ts';
import type { Connection } from './connection.ts';
import { decodePayload, type PayloadRow } from './payload-body.ts';
import { columns, fullRecord } from './read.ts';
import { type RecordRow, recordOf } from './row.ts';

/** The newest prune record's payload, or why it cannot be read; undefined when nothing was ever pruned. */
export function readPruned(connection: Connection): { payload: PrunePayload | string; time: string } | undefined {
  const row = connection.one<RecordRow>(
    `SELECT ${columns} FROM records r WHERE r.kind = ? ORDER BY r.sequence DESC LIMIT 1`,
    pruneKind,
  );
  if (row === undefined) return undefined;
  try {
    return { payload: readPrunePayload(fullRecord(connection, row).payload), time: row.time };
  } catch (error) {
    if (!(error instanceof SeaworthyError)) throw error;
    return { payload: error.why ?? error.message, time: row.time };
  }
}

/** Follows all headers, oldest first. Within a transaction. */
export function checkHeaders(connection: Connection, chain: ChainChecker, problems: ProblemList): void {
  for (const row of connection.iterate<RecordRow>(`SELECT ${columns} FROM records r ORDER BY r.sequence`)) {
    nextHeader(row, chain, problems);
  }
  chain.finish(readHead(connection), readPruned(connection)?.payload);
}

function nextHeader(row: RecordRow, chain: ChainChecker, problems: ProblemList): string[] | undefined {
  try {
    const record = recordOf(row);
    chain.next(record);
    return [...record.names];
  } catch (error) {
    problems.add('altered', whyOf(error), row.sequence);
    return undefined;
  }
}

/** Rows looked at between two breaths of the event loop. */
const breath = 500;

/** Checks everything there is in one state of the ledger, while others go on writing. */
export async function checkLedger(connection: Connection, options: VerifyOptions): Promise<VerifyResult> {
  const problems = problemList(connection.limits.problems);
  connection.database.exec('BEGIN');
  try {
    for (const { integrity_check: message } of connection.all<{ integrity_check: string }>(
      'PRAGMA integrity_check(100)',
    )) {
      if (message !== 'ok') problems.add('storage', message);
    }
    const head = readHead(connection);
    const chain = checkChain(head.ledger, problems, options.checkpoints);
    let names = 0;
    let rows = 0;
    for (const row of connection.iterate<RecordRow>(`SELECT ${columns} FROM records r ORDER BY r.sequence`)) {
      if (++rows % breath === 0) await pause(options.signal);
      const told = nextHeader(row, chain, problems);
      const indexed = connection.all<{ name: string }>('SELECT name FROM names WHERE sequence = ?', row.sequence);
      names += indexed.length;
      const found = indexed.map(({ name }) => name).sort();
      if (told !== undefined && JSON.stringify(told) !== JSON.stringify(found)) {
        problems.add('altered', 'the index of names does not say what the record says', row.sequence);
      }
    }
    const pruned = readPruned(connection);
    chain.finish(head, pruned?.payload);
    const strayNames = Number(connection.one<{ n: number }>('SELECT count(*) AS n FROM names')?.n) - names;
    if (strayNames !== 0) problems.add('unexpected', `${strayNames} names belong to no record`);
    await checkPayloads(connection, problems, options.signal);
    return {
      ok: problems.list.length === 0,
      checked: chain.checked,
      problems: problems.list,
      more: problems.more,
      end: head,
      ...(pruned === undefined || typeof pruned.payload === 'string'
        ? {}
        : { pruned: prunedSummary(pruned.payload, pruned.time) }),
    };
  } finally {
    if (connection.database.isTransaction) connection.database.exec('ROLLBACK');
  }
}

async function checkPayloads(connection: Connection, problems: ProblemList, signal?: AbortSignal): Promise<void> {
  const sql =
    'SELECT sequence, payload_digest AS digest, payload_bytes AS bytes FROM records ORDER BY payload_digest, sequence';
  let state: { digest: string; bytes: number; why: string | undefined } | undefined;
  let seen = 0;
  let rows = 0;
  for (const record of connection.iterate<{ sequence: number; digest: string; bytes: number }>(sql)) {
    if (++rows % 50 === 0) await pause(signal);
    if (state?.digest !== record.digest || state.bytes !== record.bytes) {
      const payload = connection.one<PayloadRow>('SELECT * FROM payloads WHERE digest = ?', record.digest);
      if (payload !== undefined && state?.digest !== record.digest) seen++;
      state = { digest: record.digest, bytes: record.bytes, why: whyUnsound(payload, record.bytes, connection) };
    }
    if (state.why !== undefined) problems.add('altered', state.why, record.sequence);
  }
  const stray = Number(connection.one<{ n: number }>('SELECT count(*) AS n FROM payloads')?.n) - seen;
  if (stray !== 0) problems.add('unexpected', `${stray} payloads belong to no record`);
}

function whyUnsound(payload: PayloadRow | undefined, bytes: number, { limits }: Connection): string | undefined {
  if (payload === undefined) return 'its payload is gone';
  if (bytes > limits.payloadBytes) return `its payload claims to have ${bytes} bytes`;
  try {
    decodePayload(payload, bytes);
    return undefined;
  } catch (error) {
    return whyOf(error);
  }
}

async function pause(signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await setImmediate();
}

import { setImmediate } from 'node:timers/promises';
import { SeaworthyError, whyOf } from '../../../core/index.ts';
import { type ChainChecker, checkChain } from '../chain.ts';
import type { VerifyOptions } from '../ledger.ts';
import { type ProblemList, problemList, type VerifyResult } from '../problem.ts';
import { type PrunePayload, prunedSummary, pruneKind, readPrunePayload } from '../prune-policy.ts';
import type { Checkpoint } from '../record.ts';
import { readHead } from './append.ts';
import type { Connection } from './connection.ts';
import { decodePayload, type PayloadRow } from './payload-body.ts';
import { columns, fullRecord } from './read.ts';
import { type RecordRow, recordOf } from './row.ts';
import { countRows, readNote, writeNote } from './whole-note.ts';

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
  const { result, rows } = await inOneState(connection, async () => {
    const problems = problemList(connection.limits.problems);
    for (const { integrity_check: message } of connection.all<{ integrity_check: string }>(
      'PRAGMA integrity_check(100)',
    )) {
      if (message !== 'ok') problems.add('storage', message);
    }
    const head = readHead(connection);
    const chain = checkChain(head.ledger, problems, options.checkpoints);
    const names = await checkRows(connection, chain, problems, 0, options.signal);
    const pruned = readPruned(connection);
    chain.finish(head, pruned?.payload);
    const rows = countRows(connection);
    if (rows.names !== names) problems.add('unexpected', `${rows.names - names} names belong to no record`);
    await checkPayloads(connection, problems, options.signal);
    const summary =
      pruned === undefined || typeof pruned.payload === 'string'
        ? {}
        : { pruned: prunedSummary(pruned.payload, pruned.time) };
    return { result: { ...resultOf(chain, problems, head), ...summary }, rows };
  });
  note(connection, result, rows, options.time);
  return result;
}

/**
 * Checks what came after the end that was last found whole. Whatever does not fit, everything is looked at: this way a problem is told as `checkLedger` tells
 * it, and a note that somebody changed is worth nothing.
 */
export async function checkNew(
  connection: Connection,
  options: VerifyOptions & { readonly time: string },
): Promise<VerifyResult> {
  const found = await inOneState(connection, async () => {
    const from = readNote(connection, options.time);
    if (from === undefined) return undefined;
    const problems = problemList(1);
    const head = readHead(connection);
    const chain = checkChain(head.ledger, problems, [], from);
    const names = await checkRows(connection, chain, problems, from.sequence, options.signal);
    const pruned = readPruned(connection);
    chain.finish(head, pruned?.payload);
    const rows = countRows(connection);
    await checkPayloads(connection, problems, options.signal, from.sequence);
    const isWhole = rows.records === from.records + chain.checked && rows.names === from.names + names;
    if (problems.list.length > 0 || !isWhole) return undefined;
    const { sequence, time, all } = from;
    const result: VerifyResult = { ...resultOf(chain, problems, head), since: { sequence, time, all } };
    return { result, rows };
  });
  if (found === undefined || options.checkpoints !== undefined) return checkLedger(connection, options);
  if (found.result.checked > 0) note(connection, found.result, found.rows, options.time);
  return found.result;
}

async function inOneState<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  connection.database.exec('BEGIN');
  try {
    return await work();
  } finally {
    if (connection.database.isTransaction) connection.database.exec('ROLLBACK');
  }
}

const resultOf = (chain: ChainChecker, problems: ProblemList, end: Checkpoint): VerifyResult => ({
  ok: problems.list.length === 0,
  checked: chain.checked,
  problems: problems.list,
  more: problems.more,
  end,
});

function note(
  connection: Connection,
  { ok, end, since }: VerifyResult,
  rows: ReturnType<typeof countRows>,
  time: string | undefined,
): void {
  if (!ok || end === undefined || end.sequence === 0 || time === undefined) return;
  writeNote(connection, { ...end, ...rows, time, all: since?.all ?? { sequence: end.sequence, time } });
}

/** Follows the headers after a record, oldest first, and compares the index of names; returns how many names there are. */
async function checkRows(
  connection: Connection,
  chain: ChainChecker,
  problems: ProblemList,
  after: number,
  signal?: AbortSignal,
): Promise<number> {
  const sql = `SELECT ${columns} FROM records r WHERE r.sequence > ? ORDER BY r.sequence`;
  let names = 0;
  let rows = 0;
  for (const row of connection.iterate<RecordRow>(sql, after)) {
    if (++rows % breath === 0) await pause(signal);
    const told = nextHeader(row, chain, problems);
    const indexed = connection.all<{ name: string }>('SELECT name FROM names WHERE sequence = ?', row.sequence);
    names += indexed.length;
    const found = indexed.map(({ name }) => name).sort();
    if (told !== undefined && JSON.stringify(told) !== JSON.stringify(found)) {
      problems.add('altered', 'the index of names does not say what the record says', row.sequence);
    }
  }
  return names;
}

/** The payloads of the records after one, and of all whether there are more than those. */
async function checkPayloads(
  connection: Connection,
  problems: ProblemList,
  signal?: AbortSignal,
  after = 0,
): Promise<void> {
  const sql =
    'SELECT sequence, payload_digest AS digest, payload_bytes AS bytes FROM records WHERE sequence > ? ORDER BY payload_digest, sequence';
  let state: { digest: string; bytes: number; why: string | undefined } | undefined;
  let seen = 0;
  let rows = 0;
  for (const record of connection.iterate<{ sequence: number; digest: string; bytes: number }>(sql, after)) {
    if (++rows % 50 === 0) await pause(signal);
    if (state?.digest !== record.digest || state.bytes !== record.bytes) {
      const payload = connection.one<PayloadRow>('SELECT * FROM payloads WHERE digest = ?', record.digest);
      if (payload !== undefined && state?.digest !== record.digest) seen++;
      state = { digest: record.digest, bytes: record.bytes, why: whyUnsound(payload, record.bytes, connection) };
    }
    if (state.why !== undefined) problems.add('altered', state.why, record.sequence);
  }
  if (after > 0) return;
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

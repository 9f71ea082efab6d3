/** Evidence kept: append-only records about subjects, each chained to the one before. */
export { addCheckpoint, checkpointFile } from './checkpoint-file.ts';
export { type PreparedRecord, payloadDigest, prepareRecord } from './header.ts';
export type { Ledger, NewMemo, PageQuery, RecordPage, RecordQuery, SubjectSummary } from './ledger.ts';
export { ledgerLimits } from './limits.ts';
export type { LedgerProblem, VerifyResult } from './problem.ts';
export {
  type PrunePayload,
  type PrunePolicy,
  type PruneResult,
  pruneKind,
  pruneShape,
  readPrunePayload,
} from './prune-policy.ts';
export type { Checkpoint, DataDate, FullRecord, LedgerRecord, NewRecord, Producer } from './record.ts';
export { ledgerFile } from './sqlite/connection.ts';
export { hasLedger, openLedger } from './sqlite/open-ledger.ts';

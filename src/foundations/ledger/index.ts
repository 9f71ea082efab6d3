/** Evidence kept: append-only records about subjects, each chained to the one before. */
export * from './checkpoint-file.ts';
export { payloadDigest } from './header.ts';
export * from './ledger.ts';
export * from './limits.ts';
export { type CheckedLines, type LineOptions, verifyLines } from './lines.ts';
export type { LedgerProblem, LedgerProblemKind, PrunedSummary, VerifyResult } from './problem.ts';
export {
  type Gap,
  type PrunePayload,
  type PrunePolicy,
  type PruneResult,
  pruneKind,
  pruneShape,
  readPrunePayload,
} from './prune-policy.ts';
export * from './record.ts';
export { ledgerFile } from './sqlite/connection.ts';
export { hasLedger, openLedger } from './sqlite/open-ledger.ts';

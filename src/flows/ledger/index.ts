/** What the ledger is asked and told: scans kept, stored inventories judged again, records listed, checked, exported, pruned. */
export type {
  Checkpoint,
  FullRecord,
  LedgerProblem,
  LedgerRecord,
  PruneResult,
  RecordPage,
  SubjectSummary,
  VerifyResult,
} from '../../foundations/ledger/index.ts';
export {
  type InventoryPayload,
  type RecordKind,
  readInventory,
  readRecord,
  recordKind,
  recordKinds,
  type ScanPayload,
  scanKind,
} from '../../records/index.ts';
export * from './ledger-flows.ts';
export { ledgerReport } from './ledger-report.ts';
export { type NotedEnd, parseEnds } from './noted-end.ts';
export * from './record-evidence.ts';
export { recordScan } from './record-scan.ts';
export * from './rejudge.ts';
export * from './verify-ledger.ts';

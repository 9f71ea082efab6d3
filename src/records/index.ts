/** What phases tell one another through the ledger: each kind of record with its payload, reader and sentences. */
export { attestationKind, readSignature } from './attestation/index.ts';
export { decisionKind } from './decision/index.ts';
export type { DecisionPayload } from './decision/payload.ts';
export { eventSummaryKind } from './event-summary/index.ts';
export type { EventSummary } from './event-summary/payload.ts';
export { linesByRule } from './event-summary/tell.ts';
export { importKind } from './import/index.ts';
export { inUseKind } from './in-use/index.ts';
export type { InUseEvidence, InUsePackage } from './in-use/payload.ts';
export { inventoryKind, inventoryPayload, readInventory } from './inventory/index.ts';
export type { InventoryPayload } from './inventory/payload.ts';
export { lintKind } from './lint/index.ts';
export type { LintPayload } from './lint/payload.ts';
export { kindsWhere, recordKind, recordKinds } from './list.ts';
export { asRecord, readRecord } from './read-record.ts';
export type { Fact, RecordKind, Told } from './record-kind.ts';
export { retirePlanKind } from './retire-plan/index.ts';
export type { RetirePlanPayload } from './retire-plan/payload.ts';
export { readScan, scanKind, scanPayload } from './scan/index.ts';
export type { ScanPayload } from './scan/payload.ts';
export { findingLine, isActionableHigh } from './scan/tell.ts';
export { first } from './sentences.ts';
export { type BareReport, bareReport } from './shapes/report.ts';
export { signatureKind } from './signature/index.ts';
export {
  askedSigner,
  type SignatureChecked,
  type SignatureMade,
  type SignaturePayload,
  vouchedSigner,
} from './signature/payload.ts';
export { tombstoneKind } from './tombstone/index.ts';
export type { Preserved, Tombstone } from './tombstone/payload.ts';

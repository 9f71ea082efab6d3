/** The use cases: what the doors, and a program that uses Seaworthy as a library, call. */
export { feeds, type PartitionUpdate } from '../phases/1-build/advisories/index.ts';
export { exceptionsSchema } from '../phases/1-build/exceptions/index.ts';
export { importFormats } from '../phases/1-build/imports/index.ts';
export type { RulesDescription } from '../phases/4-run/index.ts';
export { importArchives } from './archives.ts';
export { type OtherBase, type OtherBases, type OtherBasesOptions, otherBases } from './base/index.ts';
export { findChecks, type ListedCheck, listChecks } from './checks/index.ts';
export { ci, type ProjectInput } from './ci/index.ts';
export {
  databaseStatus,
  enabledFeeds,
  type FoundRecord,
  type PartitionStatus,
  searchDatabase,
  updateDatabase,
} from './database.ts';
export { type ComparedReport, diff, diffReports, type ReportDiff } from './diff/index.ts';
export { sbomEach, scanEach, type TargetOutcome, type TargetsWanted } from './each-target.ts';
export { exceptionFilesIn } from './exceptions.ts';
export { type HandbookEntry, type LookedUp, lookUp, type RecordedFindings } from './explain/index.ts';
export { findFinding } from './find-finding.ts';
export {
  type BaseFix,
  type FileFix,
  type Fixed,
  type FixOptions,
  type FixResult,
  fix,
  type PackageFix,
} from './fix/index.ts';
export {
  type Admission,
  type AdmissionAnswer,
  type AdmissionCounts,
  type AdmissionOutcome,
  type GateAnswer,
  type GateCheck,
  type GateCheckInput,
  type GateInput,
  type GateTarget,
  type GateVerdict,
  gateCheck,
  gateSchema,
  initGate,
  inScope,
  makeServerCertificate,
  type NameScope,
  type NewGate,
  type NotGated,
  openAdmission,
  pathGlobExpression,
  type RecordedDecision,
  readDecision,
  replayDecision,
  type ServerCertificate,
} from './gate/index.ts';
export { importReports } from './import/index.ts';
export {
  type Checkpoint,
  type FullRecord,
  type InventoryPayload,
  type LedgerProblem,
  type LedgerPrunePolicy,
  type LedgerRecord,
  type LedgerVerdict,
  ledgerCheckpoint,
  ledgerExport,
  ledgerImport,
  ledgerList,
  ledgerPrune,
  ledgerReport,
  ledgerShow,
  ledgerSignedCheckpoint,
  ledgerSubjects,
  ledgerVerify,
  type NotedEnd,
  type NotRejudged,
  type PruneResult,
  parseEnds,
  type RecordKind,
  type RecordPage,
  type RecordsFound,
  type Rejudged,
  type Rejudgement,
  type RejudgeOptions,
  readRecord,
  recordKind,
  recordKinds,
  rejudge,
  type Shown,
  type SignedEnd,
  type SubjectSummary,
  scanKind,
  type VerifyResult,
} from './ledger/index.ts';
export { type LintFixed, type LintFixOptions, type LintFixResult, lint, lintFix } from './lint/index.ts';
export { type ListedExtractor, listExtractors } from './list-extractors.ts';
export { reportOn } from './report-on.ts';
export {
  type AppliedEntry,
  type ApplyResult,
  type ApplyRetireOptions,
  applyRetire,
  type DeleteEntry,
  defaultRetirePolicy,
  type KeepEntry,
  type PlanRetireOptions,
  planRetire,
  type RetirePlan,
  type RetirePolicy,
} from './retire/index.ts';
export {
  type CheckedFile,
  checkRules,
  describeRules,
  type ListedField,
  listFields,
  type RuleChoice,
  type RulesCheck,
  type RulesTested,
  type SourceFields,
  type TestedCase,
  testRules,
} from './rules/index.ts';
export {
  type AlertLine,
  type AuditJudge,
  type AuditJudged,
  openAuditJudge,
  type ReplayRequest,
  type ReplayResult,
  replay,
  type SensorSummary,
  type WatchListener,
  type WatchRequest,
  type WatchResult,
  watch,
} from './run/index.ts';
export { checkSbom, type SbomCheck } from './sbom/check-sbom.ts';
export { mergeSboms } from './sbom/merge-sboms.ts';
export { sbom, scan } from './scan.ts';
export { type HistoryPart, secretsInGit, secretsInPatches } from './secrets/index.ts';
export { inSession, Session, type SessionOptions, settingsOf } from './session/session.ts';
export { type ByteProgress, offlineSettings, type Progress, type Settings } from './settings.ts';
export {
  type ArtifactNode,
  type AttestInput,
  attestImage,
  generateKeyFiles,
  type ImageTree,
  type ImageVerification,
  imageTree,
  type Kept,
  type KeyFiles,
  type KeyInput,
  type PredicateSource,
  predicateAliases,
  type SignedImage,
  signImage,
  type TextFile,
  type TrustVerdict,
  type VerifyInput,
  verifyImage,
  type WantedSigner,
} from './ship/index.ts';
export {
  buildDatabase,
  exportDatabase,
  importDatabase,
  pullDatabase,
  pushDatabase,
  type StoredDatabase,
  type TeamDatabase,
} from './team-database/index.ts';
export { type TourResult, tour } from './tour/index.ts';
export { addBases, basesFile } from './upkeep/index.ts';
export { type VoyageOptions, voyage } from './voyage/index.ts';
export { checkWebhook, postMessage } from './webhook/index.ts';

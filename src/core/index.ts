/** The words of Seaworthy. No input, no output. */
export type {
  Advisory,
  AdvisoryScope,
  AdvisoryStatus,
  CvssRating,
  Exploitation,
  FixAudience,
  Ssvc,
  VersionRange,
} from './advisory.ts';
export {
  type Assessment,
  type AssessmentState,
  assessmentStates,
  isKept,
  stateOf,
} from './assessment.ts';
export { ByteBudget, type ByteShare } from './byte-budget.ts';
export type { Check, FrameworkControl } from './check.ts';
export { type FailedAssessment, type FoundAt, findingOfCheck } from './check-finding.ts';
export { type Clock, fixedClock, systemClock } from './clock.ts';
export { comparePackages } from './compare-packages.ts';
export {
  type Condition,
  type ConditionAnswer,
  type ConditionOperator,
  type Conditions,
  condition,
  meetsAll,
  notStated,
  opposite,
  together,
} from './conditions/condition.ts';
export { parseConditions } from './conditions/parse.ts';
export { whyNothingMeets } from './conditions/satisfiable.ts';
export {
  kindsNotLookedFor,
  limitsText,
  listText,
  openFacts,
  type Standing,
  standing,
  standingOfUnjudged,
} from './conditions/standing.ts';
export { type Term, termOf, terms } from './conditions/terms.ts';
export { ageAt, type Basis, publishedOf, type Traits, traitsOf } from './conditions/traits.ts';
export {
  type Coverage,
  type DataSource,
  type DatedBy,
  emptyCoverage,
  isAboutJudging,
  isIncomplete,
  isLeftOut,
  joinCoverage,
  judgedByNobody,
  leftOut,
  missedText,
  notJudged,
  type PartRun,
  type Problem,
  type SourceTells,
  type Unidentified,
  type Unjudged,
  wasJudged,
} from './coverage.ts';
export type { Decision, RuleAssessment } from './decision.ts';
export { type DefinedMembers, defined } from './defined.ts';
export { causeOfAppeared, causeOfGone, type FindingCause } from './diff-causes.ts';
export {
  type AspectChange,
  type ChangedFinding,
  diffFindings,
  type FindingAspect,
  type FindingsDiff,
} from './diff-findings.ts';
export { type ChangedPackage, diffPackages, type PackagesDiff } from './diff-packages.ts';
export { type Digest, digestParts, isDigest, parseDigest, shortDigest } from './digest.ts';
export { distributionName, plainDistributionName } from './distribution-name.ts';
export { type ErrorCode, type ErrorEntry, errorCatalogue } from './error-catalogue.ts';
export {
  asSeaworthyError,
  type Blame,
  blameOf,
  type ErrorDetail,
  errorLine,
  printable,
  SeaworthyError,
  whatAndWhy,
} from './errors.ts';
export type { Evidence, EvidenceKind } from './evidence.ts';
export { type ExitCode, exitCodes } from './exit-codes.ts';
export {
  cvssOf,
  exploitationOf,
  type Finding,
  fingerprint,
  isExploited,
  isReachable,
  isSeenInUse,
  type OtherFinding,
  type PackageRef,
  packageOf,
  type Risk,
  type RiskFactor,
  type ToolReport,
  usageOf,
  type VulnerabilityFinding,
  weaknessesOf,
} from './finding.ts';
export { advisoryKinds, type FindingKind, findingKinds, isOfAdvisories } from './finding-kind.ts';
export {
  type Fix,
  fixVersions,
  isActionable,
  isFixable,
  type NoUpgrade,
  type Remedy,
  type Upgrade,
  type VersionFix,
} from './fix.ts';
export { HashedNames } from './hashed-names.ts';
export { imageBeside, pathBeside } from './image-beside.ts';
export {
  type AttackSurface,
  type BaseFindings,
  type Bringer,
  baseCertainties,
  bringers,
  type ClaimedBase,
  type GuessedBase,
  type ImageBase,
  type ImageBuild,
  type SurfaceProgram,
  surfaceSorts,
  type Upkeep,
  type UpkeepState,
} from './image-build.ts';
export { inParallel } from './in-parallel.ts';
export { instruction, layerText } from './instruction.ts';
export type {
  Distribution,
  EndOfLife,
  Inventory,
  Package,
  PackageFile,
  PackageOrigin,
  SourcePackage,
} from './inventory.ts';
export { jsonText, showUnseen } from './json-text.ts';
export type { LayerRef } from './layer-ref.ts';
export { defaultLimits, type Limits } from './limits.ts';
export {
  type CodeReach,
  type CodeState,
  functionState,
  joinCode,
  type LinkedCode,
  type LinkedPart,
  nearestState,
} from './linked-code.ts';
export {
  type FileLocation,
  fileIn,
  type ImageConfigLocation,
  type ImageFileLocation,
  type Location,
  type ManifestLocation,
  type Place,
  placeOf,
  type RegistryLocation,
  type RuntimeLocation,
  type WebLocation,
  type WholeLocation,
} from './location.ts';
export {
  clusterSubject,
  filesSubject,
  hostSubject,
  isClusterName,
  repositorySubject,
  workloadSubject,
} from './make-subject.ts';
export { nearest } from './nearest.ts';
export { parseDuration } from './parse-duration.ts';
export { type ParsedPurl, parsePurl } from './parse-purl.ts';
export { withoutPasswords } from './passwords.ts';
export { percent } from './percent.ts';
export { plainCommand } from './plain-command.ts';
export { type Need, type NeedyPlugin, type Plugin, unmetNeeds } from './plugin.ts';
export { formatPurl, type PurlParts } from './purl.ts';
export { readSubject } from './read-subject.ts';
export { openFindings, type Report, reportSchemaVersion, type Threshold, timeOf } from './report.ts';
export { type Finding1, type Report1, upgradeReport } from './report-1.ts';
export { compareSeverity, type Severity, severities, severityFromScore, severityFromWord } from './severity.ts';
export { severityRisk } from './severity-risk.ts';
export {
  bareSigner,
  type IdentitySigner,
  isSameSigner,
  isSigner,
  type KeySigner,
  keyFingerprint,
  type Signer,
  signerKey,
  signerText,
} from './signer.ts';
export { ssvcText } from './ssvc-text.ts';
export { restoredReport, type Stored, type StoredFinding, storedFinding, storedReport } from './stored-report.ts';
export {
  type ClusterSubject,
  type CredentialSubject,
  type FilesContent,
  type FilesPlace,
  type FilesSubject,
  filesContents,
  formatPlatform,
  type HostSubject,
  type ImageSubject,
  type Platform,
  type RepositorySubject,
  type Subject,
  type WorkloadObject,
  type WorkloadSubject,
} from './subject.ts';
export { longestKey, subjectKey, subjectNames, subjectOfKey } from './subject-key.ts';
export { keyTitle, subjectSort, subjectTitle } from './subject-title.ts';
export {
  holds,
  lastMoment,
  type StatedVex,
  type Suppression,
  type SuppressionSource,
  setAsideBy,
  sourceText,
  withoutSource,
} from './suppression.ts';
export {
  count,
  dayOf,
  firstLines,
  group,
  minuteOf,
  oneDay,
  oneHour,
  oneMinute,
  orList,
  roughSpan,
  secondOf,
  shortSpan,
  someOf,
  spanText,
  whyOf,
  withWhy,
} from './text.ts';
export { isPrerelease, isSameBranch, offeredText, offeredVersions, upgradeDistance } from './upgrade-choice.ts';
export { type NotSeen, type SeenInUse, type Usage, usageText, useWord } from './usage.ts';
export {
  compareEvents,
  newestVerdicts,
  type OpenQuestion,
  type Outcome,
  type Phase,
  phases,
  standingEvent,
  type Voyage,
  type VoyageEvent,
  type VoyageIntegrity,
  voyageEvents,
  voyageSchemaVersion,
} from './voyage.ts';

/** What publishers say of flaws, kept in partitions, and which of it concerns a package. */

export { askPartition, namesAsked } from './ask-partitions.ts';
export {
  adoptPartition,
  cleanIncoming,
  type Database,
  FetchedFiles,
  type FoundRecord,
  incomingFolder,
  isStale,
  type NeededPartition,
  neededPartitions,
  openDatabase,
  type PartitionUpdate,
  ratingPartitions,
  readOffer,
  rowsOf,
  type StoredPartitionManifest,
  updatePartition,
} from './database/index.ts';
export type { Feed, PartitionId } from './feed.ts';
export { feeds } from './feeds/index.ts';
export {
  AnswerDigests,
  isAnsweredTheSame,
  isAsOld,
  type PartitionBasis,
  Questions,
} from './matching/basis.ts';
export { redated } from './matching/evidence.ts';
export { compareFindings } from './matching/finding.ts';
export { type Matched, match } from './matching/match.ts';
export { sourceOf } from './matching/sources.ts';
export type { Partition } from './partition.ts';
export {
  applyVex,
  isVex,
  type LookedAt,
  readName,
  readVex,
  repositoryName,
  statementsOf,
  type VexSource,
} from './vex/index.ts';

/** The local advisory database: what it holds, how it is filled, and what a scan needs of it. */
export { adoptPartition } from './adopt.ts';
export { FetchedFiles } from './fetched-files.ts';
export { cleanIncoming, incomingFolder } from './incoming.ts';
export type { NewPartition } from './install.ts';
export { isStale, type SourceFile, type StoredPartitionManifest } from './manifest.ts';
export { type NeededPartition, neededPartitions, ratingPartitions } from './needed-partitions.ts';
export { readOffer } from './offer.ts';
export { type Database, type FoundRecord, openDatabase } from './open-database.ts';
export { rowsOf } from './rows-of.ts';
export { type PartitionUpdate, type UpdateOptions, updatePartition } from './update-partition.ts';

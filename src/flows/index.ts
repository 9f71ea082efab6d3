/** The use cases: what the doors, and a program that uses Seaworthy as a library, call. */
export { feeds, type PartitionUpdate } from '../phases/1-build/advisories/index.ts';
export * from './database.ts';
export * from './diff/index.ts';
export * from './find-finding.ts';
export * from './gate/index.ts';
export * from './ledger/index.ts';
export * from './lint/index.ts';
export * from './retire/index.ts';
export * from './run/index.ts';
export * from './scan.ts';
export { inSession, Session, type SessionOptions, settingsOf } from './session/session.ts';
export * from './settings.ts';
export * from './ship/index.ts';
export * from './tour/index.ts';
export * from './voyage/index.ts';

/** The use cases: what the doors, and a program that uses Seaworthy as a library, call. */
export { feeds } from '../phases/build/index.ts';
export * from './database.ts';
export * from './find-finding.ts';
export * from './scan.ts';
export * from './settings.ts';
export * from './tour/index.ts';

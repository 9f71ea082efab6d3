/** What publishers say of flaws, kept in partitions, and which of it concerns a package. */

export * from './database/index.ts';
export * from './feed.ts';
export { feeds } from './feeds/index.ts';
export { compareFindings } from './matching/finding.ts';
export * from './matching/match.ts';
export * from './partition.ts';
export * from './risk/risk.ts';
export * from './risk/rule.ts';

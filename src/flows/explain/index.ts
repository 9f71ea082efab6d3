/** What a word of a report, of a gate or of a message stands for, where nobody said where to look. */
export type { RecordedFindings } from './find-in-ledger.ts';
export type { HandbookEntry } from './handbook.ts';
export { type LookedUp, lookUp } from './look-up.ts';

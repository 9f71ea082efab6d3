import { count } from '../../core/index.ts';
import type { PruneResult } from '../../flows/index.ts';
import { kindCounts } from './subject-text.ts';

/** What goes, of how much, in a few words. */
export const prunedWords = ({ removed, kinds, kept }: PruneResult): string =>
  removed === 0 ? 'nothing' : `${count(removed, 'record')} of ${removed + kept} (${kindCounts(kinds)})`;

/** What goes and what stays. `verb` says whether it is gone already. */
export function prunedText({ removed, kinds, kept }: PruneResult, verb: string): string {
  return removed === 0
    ? `nothing to remove; ${count(kept, 'record')}\n`
    : `${verb}: ${count(removed, 'record')} (${kindCounts(kinds)})\nstays: ${count(kept, 'record')}\n`;
}

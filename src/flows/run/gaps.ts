import { count, type ErrorCode, whatAndWhy } from '../../core/index.ts';
import type { JsonReplaySummary, ReplaySummary } from '../../phases/4-run/index.ts';
import type { SensorSummary } from './sensor-summary.ts';

/** Why silence may mean nothing, in one sentence. */
export interface Gap {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What was seen, of a recording or a watch: `lost` and `unread` where our sensor told it. */
export type RunSummary = ReplaySummary &
  Partial<Pick<SensorSummary, 'lost' | 'unread'>> &
  Partial<Pick<JsonReplaySummary, 'problems'>>;

/** What was not seen, or not judged, so that the silence of rules means nothing; empty when all was. */
export function gapsOf(
  {
    incomplete,
    dropped,
    lost,
    problems = [],
    unknownEvents,
  }: Pick<RunSummary, 'incomplete' | 'dropped' | 'lost' | 'problems'> & Partial<Pick<RunSummary, 'unknownEvents'>>,
  blind?: string,
): readonly Gap[] {
  const gaps: Gap[] = [];
  const missed = (message: string): void => void gaps.push({ code: 'E_INCOMPLETE', message });
  if (blind !== undefined) missed(blind);
  if (incomplete !== undefined)
    gaps.push({ code: incomplete.code, message: `it was not seen to its end: ${incomplete.message}` });
  const [first] = problems;
  if (first !== undefined)
    missed(`${count(unknownEvents ?? problems.length, 'record')} could not be judged, the first: ${whatAndWhy(first)}`);
  if (dropped > 0) missed(`events were dropped in ${dropped} stretches: what happened there is not known`);
  if (lost !== undefined && lost.size > 0) {
    const kinds = [...lost].map(([kind, count]) => `${count} ${kind}`).join(', ');
    missed(`the sensor lost events (${kinds}): what happened in them is not known`);
  }
  return gaps;
}

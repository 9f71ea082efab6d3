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
    unknownEvents = 0,
    unknownBlocks = 0,
    forgotten = 0,
  }: Pick<RunSummary, 'incomplete' | 'dropped' | 'lost' | 'problems'> &
    Partial<Pick<RunSummary, 'unknownEvents' | 'unknownBlocks' | 'forgotten'>>,
  blind?: string,
): readonly Gap[] {
  const gaps: Gap[] = [];
  const missed = (message: string): void => void gaps.push({ code: 'E_INCOMPLETE', message });
  if (blind !== undefined) missed(blind);
  if (incomplete !== undefined)
    gaps.push({ code: incomplete.code, message: `it was not seen to its end: ${incomplete.message}` });
  const [first] = problems;
  if (first !== undefined)
    missed(`${count(unknownEvents || problems.length, 'record')} could not be judged, the first: ${whatAndWhy(first)}`);
  else if (unknownEvents > 0)
    missed(`${count(unknownEvents, 'event')} of kinds that are not known: no rule judged them`);
  if (unknownBlocks > 0)
    missed(
      `${count(unknownBlocks, 'block')} of the recording of types that are not known: what they hold was not seen`,
    );
  if (forgotten > 0)
    missed(
      `${count(forgotten, 'process or open file', 'processes and open files')} not remembered, for there were too many: rules knew less of what they did`,
    );
  if (dropped > 0) missed(`events were dropped in ${dropped} stretches: what happened there is not known`);
  if (lost !== undefined && lost.size > 0) {
    const kinds = [...lost].map(([kind, count]) => `${count} ${kind}`).join(', ');
    missed(`the sensor lost events (${kinds}): what happened in them is not known`);
  }
  return gaps;
}

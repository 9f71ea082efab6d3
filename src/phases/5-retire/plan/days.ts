import { oneDay } from '../../../core/index.ts';

/** The time that many days before `now`, as ISO 8601. */
export function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * oneDay).toISOString();
}

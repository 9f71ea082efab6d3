import type { ValueType } from './flag.ts';
import { duration } from './value-types.ts';

/** A point in time: as a date, or as so long ago (milliseconds before now). */
export type Moment = { readonly at: string } | { readonly ago: number };

/** `2026-01-31`, `2026-01-31T12:00:00Z`, or a duration before now: `24h`, `30d`. A date without time is its first moment in UTC. */
export const moment: ValueType<Moment> = {
  placeholder: 'TIME',
  schema: { type: 'string', minLength: 2 },
  parse(given) {
    if (/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/.test(given)) {
      const time = new Date(given);
      // 31 February would be read as 3 March.
      if (!Number.isNaN(time.getTime()) && time.toISOString().startsWith(given.slice(0, 10)))
        return { at: time.toISOString() };
    } else if (/^\d/.test(given) && !given.includes('-')) {
      return { ago: duration.parse(given) };
    }
    throw new Error('a time such as 2026-01-31, 2026-01-31T12:00:00Z, or 30d for so long ago');
  },
};

/** The moment in ISO 8601, UTC, with milliseconds. */
export function isoTime(given: Moment, now: Date): string {
  if ('at' in given) return given.at;
  // Before the year 0 there are no records.
  return new Date(Math.max(0, now.getTime() - given.ago)).toISOString();
}

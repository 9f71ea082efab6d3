import { count, type DataSource, oneDay, oneHour } from '../../core/index.ts';

/** Days after which advisory data is called old. */
export const oldAfterDays = 5;

/** Time from `date` to `now` in milliseconds (both ISO 8601); undefined when one of them is no date. */
function elapsed(date: string, now: string): number | undefined {
  const time = Date.parse(now) - Date.parse(date);
  return Number.isNaN(time) ? undefined : time;
}

/** How old something was when the report was made: `3 hours`, `2 days`; `age unknown` when the date means nothing. */
export function ageText(date: string, now: string): string {
  const time = elapsed(date, now);
  if (time === undefined) return 'age unknown';
  if (time < oneHour) return 'under an hour old';
  if (time < 2 * oneDay) return `${count(Math.floor(time / oneHour), 'hour')} old`;
  return `${count(Math.floor(time / oneDay), 'day')} old`;
}

/** How old data is by its publisher; where nobody says, that, and what is known instead. */
export function dataAgeText({ date, dated }: Pick<DataSource, 'date' | 'dated'>, now: string): string {
  const age = ageText(date, now);
  if (dated === 'file') return `date unknown, its file is ${age}`;
  return dated === 'fetch' ? `date unknown, its copy is ${age}` : age;
}

/** Whether data of this date is too old to be trusted without a word. An unreadable date counts as old. */
export function isOld(date: string, now: string): boolean {
  const time = elapsed(date, now);
  return time === undefined || time > oldAfterDays * oneDay;
}

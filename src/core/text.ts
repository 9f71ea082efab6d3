/** How things are said, in one way everywhere: numbers of things, lists that are cut, spans of time, why something failed. */

/** Spans of time in milliseconds. */
export const oneMinute = 60_000;
export const oneHour = 60 * oneMinute;
export const oneDay = 24 * oneHour;

/** A whole number with a comma between thousands: `1,234`. */
export function group(number: number): string {
  return String(Math.trunc(number)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 finding`, `2 findings`, `1,234 findings`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${group(number)} ${number === 1 ? one : several}`;
}

/** The first names and how many more there are: `a, b and 3 more`. */
export function someOf(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${group(names.length - most)} more` : shown;
}

/** The first lines, then one that says how many more there are; a single line more is shown instead of being counted. */
export function firstLines(lines: readonly string[], most: number): readonly string[] {
  return lines.length <= most + 1 ? lines : [...lines.slice(0, most), `and ${group(lines.length - most)} more`];
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(names: Iterable<string>): string {
  const all = [...names];
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

const units = [
  ['day', oneDay, 'd'],
  ['hour', oneHour, 'h'],
  ['minute', oneMinute, 'min'],
  ['second', 1_000, 's'],
] as const;

/** `3 days`, `2 hours 5 minutes`: the two largest units, none of them rounded up; `under a second`. */
export function spanText(milliseconds: number): string {
  const start = units.findIndex(([, size]) => milliseconds >= size);
  if (start < 0) return 'under a second';
  let rest = milliseconds;
  const words = units.slice(start, start + 2).flatMap(([unit, size]) => {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    return whole === 0 ? [] : [count(whole, unit)];
  });
  return words.join(' ');
}

/** About how long, in one unit that still tells something: `3 days`, `26 hours`, `5 minutes`. */
export function roughSpan(milliseconds: number): string {
  const span = Math.abs(milliseconds);
  if (span >= 3 * oneDay) return count(Math.round(span / oneDay), 'day');
  return span >= 2 * oneHour
    ? count(Math.round(span / oneHour), 'hour')
    : count(Math.round(span / oneMinute), 'minute');
}

/** As short as it gets, in hours at most: `36 h`, `12 min`, `5 s`; never nothing. */
export function shortSpan(milliseconds: number): string {
  const [, size, unit] = units.slice(1).find(([, one]) => milliseconds >= one) ?? units[3];
  return `${Math.max(1, Math.round(milliseconds / size))} ${unit}`;
}

/** The day of an ISO 8601 time, `2024-05-01`; the text itself when it is none. */
export function dayOf(time: string): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(time)?.[0] ?? time;
}

/** An ISO 8601 time to the minute, as people write it: `2026-01-31 12:00`. */
export function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** `2024-05-01 10:11:12` of a time in ISO 8601. */
export function secondOf(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}

/** What something that was thrown says of itself, whatever it is. */
export function whyOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** `message: why`, and the message alone where nobody says why. */
export function withWhy(message: string, why: string | undefined): string {
  return why === undefined || why === '' ? message : `${message}: ${why}`;
}

const day = 24 * 60 * 60 * 1000;

/** The time that many days before `now`, as ISO 8601. */
export function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * day).toISOString();
}

export function dateOf(time: string): string {
  return time.slice(0, 10);
}

/** `1 day`, `30 days`. */
export function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

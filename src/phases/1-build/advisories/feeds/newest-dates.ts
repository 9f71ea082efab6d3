const keptDates = 32;

/**
 * The newest distinct dates of a feed's records. Several, since some records have a year that is still to come, and that must not make old data look
 * fresh.
 */
export interface NewestDates {
  /** A date as a record writes it: ISO 8601, all of a feed in one form. What is no date is passed over. */
  add(date: string): void;
  /** Newest first, as ISO 8601 in UTC. */
  all(): readonly string[];
}

export function createNewestDates(): NewestDates {
  const newest: string[] = [];
  return {
    add(date) {
      const last = newest.at(-1);
      if (last !== undefined && newest.length >= keptDates && date <= last) return;
      if (newest.includes(date) || Number.isNaN(Date.parse(date))) return;
      newest.push(date);
      newest.sort((a, b) => (a < b ? 1 : -1));
      if (newest.length > keptDates) newest.pop();
    },
    all: () => newest.map((date) => new Date(date).toISOString()),
  };
}

import { oneDay, type Report } from '../../../../core/index.ts';
import type { Log } from '../../output/log.ts';

/** One line for each source of advisories whose copy here is older than `most` milliseconds. */
export function warnOfOldData(report: Report, most: number | undefined, now: Date, log: Log): void {
  if (most === undefined) return;
  for (const { id, fetched } of report.coverage.sources) {
    const age = now.getTime() - Date.parse(fetched);
    if (age > most)
      log.warn(`advisory data ${id} was fetched ${Math.floor(age / oneDay)} days ago: seaworthy db update ${id}`);
  }
}

import { SeaworthyError } from '../../../../../core/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkShare, requiredFile, textOf } from '../feed-file.ts';
import { createTally } from '../tally.ts';

export const epssFile = 'epss_scores-current.csv.gz';

const header = 'cve,epss,percentile';
const row = /^(CVE-\d{4}-\d{4,19}),(\d(?:\.\d+)?(?:[eE]-\d+)?),(\d(?:\.\d+)?(?:[eE]-\d+)?)$/;

/** The day of the scores, from the remark `#model_version:v2025.03.14,score_date:2026-08-16T00:00:00Z`. */
function scoreDate(remark: string): string | undefined {
  const text = /score_date:([0-9T:+.Z-]{10,40})/.exec(remark)?.[1];
  // Some days are written as 2026-08-16T00:00:00+0000, which is not ISO 8601's extended form.
  const date = new Date(text?.replace(/\+0000$/, 'Z') ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** Reads the scores (https://www.first.org/epss/data_stats: a remark, a header, one row per CVE). Throws `E_FEED`. */
export function parseEpss(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, epssFile);
  const lines = textOf(file).split('\n');
  const first = lines.findIndex((line) => line.trim() === header);
  if (first < 0 || first > 10) {
    throw new SeaworthyError('E_FEED', `the header "${header}" is missing`, { where: file.path });
  }
  const tally = createTally();
  const records: FeedRecord[] = [];
  for (const [index, line] of lines.entries()) {
    const text = line.trimEnd();
    if (index <= first || text === '') continue;
    const [, key, epss, rank] = row.exec(text) ?? [];
    const probability = Number(epss);
    const percentile = Number(rank);
    if (key === undefined || !(probability <= 1) || !(percentile <= 1)) {
      tally.add('rows that are not understood', `line ${index + 1} "${text.slice(0, 60)}"`);
      continue;
    }
    records.push({ kind: 'exploitation', key, exploitation: { epss: { probability, percentile } } });
  }
  checkShare(tally.count, records.length + tally.count, file.path);
  if (records.length === 0) throw new SeaworthyError('E_FEED', 'the feed has no scores', { where: file.path });
  const date = scoreDate(lines.slice(0, first).join(' '));
  return { ...(date === undefined ? {} : { date }), records, problems: tally.sentences() };
}

import { defined, SeaworthyError } from '../../../../../core/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkOnTheWay, checkShare, requiredFile } from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';

export const epssFile = 'epss_scores-current.csv.gz';

const header = 'cve,epss,percentile';
/** The header is among the first lines. */
const headerWithin = 10;
const row = /^(CVE-\d{4}-\d{4,19}),(\d(?:\.\d+)?(?:[eE]-\d+)?),(\d(?:\.\d+)?(?:[eE]-\d+)?)$/;

/** The day of the scores, from the remark `#model_version:v2025.03.14,score_date:2026-08-16T00:00:00Z`. */
function scoreDate(remark: string): string | undefined {
  const text = /score_date:([0-9T:+.Z-]{10,40})/.exec(remark)?.[1];
  // Some days are written as 2026-08-16T00:00:00+0000, which is not ISO 8601's extended form.
  const date = new Date(text?.replace(/\+0000$/, 'Z') ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** The lines of a text with their numbers, one at a time: the file has some 400,000. */
function* linesOf(text: string): Generator<readonly [number: number, line: string]> {
  for (let number = 1, at = 0; at < text.length; number++) {
    const end = text.indexOf('\n', at);
    yield [number, text.slice(at, end < 0 ? undefined : end).trimEnd()];
    at = end < 0 ? text.length : end + 1;
  }
}

function* readRows(text: string, headerLine: number, path: string, tally: Tally): Generator<FeedRecord> {
  let count = 0;
  for (const [number, line] of linesOf(text)) {
    if (number <= headerLine || line === '') continue;
    const [, key, epss, rank] = row.exec(line) ?? [];
    const probability = Number(epss);
    const percentile = Number(rank);
    if (key === undefined || !(probability <= 1) || !(percentile <= 1)) {
      tally.add('rows that are not understood', `line ${number} "${line.slice(0, 60)}"`);
      checkOnTheWay(tally.count, count + tally.count, path);
      continue;
    }
    count++;
    yield { kind: 'exploitation', key, exploitation: { epss: { probability, percentile } } };
  }
  checkShare(tally.count, count + tally.count, path);
  if (count === 0) throw new SeaworthyError('E_FEED', 'the feed has no scores', { where: path });
}

/**
 * Reads the scores (https://www.first.org/epss/data_stats: a remark, a header, one row per CVE). Throws `E_FEED` at once without a header, and while
 * the records are walked when too few of them are scores.
 */
export function parseEpss(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, epssFile);
  // All of it is ASCII. A byte that is not must not spoil more than its own line.
  const text = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length).toString('latin1');
  const top: string[] = [];
  for (const [number, line] of linesOf(text)) {
    if (line === header || number > headerWithin) break;
    top.push(line);
  }
  if (top.length >= headerWithin || !text.includes(header)) {
    throw new SeaworthyError('E_FEED', `the header "${header}" is missing`, { where: file.path });
  }
  const tally = createTally();
  const date = scoreDate(top.join(' '));
  return {
    ...defined({ date }),
    records: readRows(text, top.length + 1, file.path, tally),
    get problems() {
      return tally.sentences();
    },
  };
}

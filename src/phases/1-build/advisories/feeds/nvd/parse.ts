import { type Advisory, type CvssRating, defined, SeaworthyError } from '../../../../../core/index.ts';
import { asNumber, asString, field, optionalArray } from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { requiredFile } from '../feed-file.ts';
import { createTally } from '../tally.ts';
import { weaknessesIn } from '../weaknesses.ts';
import { flawsIn, readAnswer, timestamp, wrongNumber } from './answer.ts';

export const nvdFile = (year: string): string => `nvdcve-2.0-${year}.json.gz`;

/** Members of `metrics` (NVD's schema cve_api_json_2.0): those whose scale is today's, newest first, and CVSS 2. */
const today = ['cvssMetricV40', 'cvssMetricV31', 'cvssMetricV30'] as const;
const old = ['cvssMetricV2'] as const;

/** No references are kept, and rows without any share their texts. */
const none: readonly never[] = [];

interface Metric extends CvssRating {
  /** The NVD's own, or that of who has the word on the flaw; else somebody else's. */
  readonly primary: boolean;
}

function metricsIn(cve: unknown, names: readonly string[], where: string): readonly Metric[] {
  const metrics = field(cve, 'metrics');
  return names.flatMap((name) =>
    optionalArray(metrics, name, where).flatMap((metric): readonly Metric[] => {
      const data = field(metric, 'cvssData');
      const score = asNumber(field(data, 'baseScore'), `${where}, ${name}, baseScore`);
      const vector = asString(field(data, 'vectorString'), `${where}, ${name}, vectorString`);
      const source = asString(field(metric, 'source'), `${where}, ${name}, source`);
      if (!(score >= 0 && score <= 10))
        throw new SeaworthyError('E_FORMAT', 'a score from 0 to 10 expected', { where });
      if (vector.length > 500) throw new SeaworthyError('E_FORMAT', 'a CVSS vector expected', { where });
      const by = source === 'nvd@nist.gov' ? 'NVD' : `${source.slice(0, 100)}, by NVD`;
      return [{ vector, score, source: by, primary: field(metric, 'type') === 'Primary' }];
    }),
  );
}

/** The ratings that count: primary ones before others, and CVSS 2 only where there is nothing newer. */
export function ratingsOf(cve: unknown, where: string): readonly CvssRating[] {
  for (const names of [today, old]) {
    const all = metricsIn(cve, names, where);
    const primary = all.filter((metric) => metric.primary);
    const counting = primary.length > 0 ? primary : all;
    if (counting.length > 0) return counting.map(({ vector, score, source }) => ({ vector, score, source }));
  }
  return [];
}

/** What the flaw is, in English, as whoever numbered it says. */
export const descriptionIn = (cve: unknown, where: string): string | undefined =>
  optionalArray(cve, 'descriptions', where)
    .filter((one) => field(one, 'lang') === 'en')
    .map((one) => String(field(one, 'value') ?? ''))[0];

/** What kind of fault it is, in the words of the NVD and of whoever numbered it. */
export const weaknessesOf = (cve: unknown, where: string): readonly string[] | undefined =>
  weaknessesIn(
    optionalArray(cve, 'weaknesses', where).flatMap((one) =>
      optionalArray(one, 'description', where).map((text) => field(text, 'value')),
    ),
  );

/** A year has some 40,000 flaws, and what is told of one in a report is its beginning. */
const longestDetails = 2_000;

/** A CVE that was rejected has no severity, whatever was said of it before; one that is disputed keeps it. */
function readCve(cve: unknown, where: string): FeedRecord | undefined {
  const id = asString(field(cve, 'id'), `${where}, id`);
  if (!/^CVE-\d{4}-\d{4,19}$/.test(id)) throw new SeaworthyError('E_FORMAT', 'a CVE id expected', { where });
  const status = String(field(cve, 'vulnStatus') ?? '').toLowerCase();
  const rejected = status === 'rejected';
  const cvss = rejected ? [] : ratingsOf(cve, where);
  if (!rejected && cvss.length === 0) return undefined;
  const tags = optionalArray(cve, 'cveTags', where).flatMap((entry) => optionalArray(entry, 'tags', where));
  const texts = rejected
    ? {}
    : defined({ details: descriptionIn(cve, where)?.slice(0, longestDetails), weaknesses: weaknessesOf(cve, where) });
  const note = rejected ? 'rejected' : status === 'disputed' || tags.includes('disputed') ? 'disputed' : undefined;
  const advisory: Advisory = {
    id,
    aliases: none,
    covers: none,
    package: id,
    // It is about a flaw and not about versions of a package.
    status: rejected ? 'withdrawn' : 'undetermined',
    ranges: none,
    versions: none,
    cvss,
    ...texts,
    ...defined({ note, published: timestamp(field(cve, 'published')) }),
    references: none,
  };
  return { kind: 'advisory', key: id, advisory };
}

/** Reads one year, flaw by flaw: ids, status, CVSS ratings, what it is and what kind of fault, nothing else. Throws `E_FEED`, also while it is walked. */
export function parseNvd(year: string, files: readonly FetchedFile[]): ParsedFeed {
  const answer = readAnswer(requiredFile(files, nvdFile(year)));
  const tally = createTally();
  const read = (cve: unknown, where: string): readonly FeedRecord[] => {
    const record = readCve(cve, where);
    return record === undefined ? [] : [record];
  };
  const check = (all: number): void => {
    if (all === 0) throw wrongNumber('the feed has no vulnerability', answer.path);
  };
  return {
    ...defined({ date: answer.date }),
    records: flawsIn(answer, tally, tally.add, read, check),
    get problems() {
      return tally.sentences();
    },
  };
}

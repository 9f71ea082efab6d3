import { type Advisory, type CvssRating, defined, SeaworthyError, type Ssvc } from '../../../../../core/index.ts';
import {
  asNumber,
  asString,
  defaultZipLimits,
  field,
  optionalArray,
  parseJson,
  readZip,
  type ZipLimits,
} from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkOnTheWay, checkShare, recordLimits, refused, requiredFile } from '../feed-file.ts';
import { createNewestDates, type NewestDates } from '../newest-dates.ts';
import { createTally } from '../tally.ts';
import { weaknessesIn } from '../weaknesses.ts';

/** The repository as it is now, packed by its host. */
export const archiveFile = 'develop.zip';

const MiB = 1024 * 1024;
const limits: ZipLimits = { ...defaultZipLimits, entries: 2_000_000, entryBytes: 4 * MiB, totalBytes: 16_384 * MiB };

/** Records of CVEs; the repository has other files besides. */
const recordPath = /(?:^|\/)\d{4}\/\d{1,16}xxx\/(CVE-\d{4}-\d{4,19})\.json$/;

const none: readonly never[] = [];

const exploitations: Readonly<Record<string, Ssvc['exploitation']>> = { none: 'none', poc: 'poc', active: 'active' };

/** CISA's answers (SSVC 2.0.3): `[{ "Exploitation": "active" }, { "Automatable": "yes" }, { "Technical Impact": "total" }]`. All of them or none. */
function ssvcOf(content: unknown, where: string): Ssvc | undefined {
  const options = optionalArray(content, 'options', where);
  const answer = (question: string): string =>
    String(options.map((one) => field(one, question)).find((one) => one !== undefined) ?? '').toLowerCase();
  const said = answer('Exploitation');
  const exploitation = Object.hasOwn(exploitations, said) ? exploitations[said] : undefined;
  const [automatable, impact] = [answer('Automatable'), answer('Technical Impact')];
  if (exploitation === undefined) return undefined;
  if (automatable !== 'yes' && automatable !== 'no') return undefined;
  if (impact !== 'partial' && impact !== 'total') return undefined;
  return { exploitation, automatable: automatable === 'yes', impact };
}

/** Members of a metric that hold a rating (CVE record format 5.1). */
const ratings = ['cvssV4_0', 'cvssV3_1', 'cvssV3_0', 'cvssV2_0'] as const;

function cvssOf(metric: unknown, where: string): readonly CvssRating[] {
  return ratings.flatMap((name) => {
    const data = field(metric, name);
    if (data === undefined) return [];
    const score = asNumber(field(data, 'baseScore'), `${where}, ${name}, baseScore`);
    const vector = asString(field(data, 'vectorString'), `${where}, ${name}, vectorString`);
    if (!(score >= 0 && score <= 10) || vector.length > 500)
      throw new SeaworthyError('E_FORMAT', 'a CVSS rating expected', { where });
    return [{ vector, score, source: 'CISA' }];
  });
}

/** What CISA's container says of one flaw; undefined where it says nothing. Throws `E_FORMAT`. */
function readRecord(record: unknown, id: string, dates: NewestDates, where: string): FeedRecord | undefined {
  const meta = field(record, 'cveMetadata');
  if (field(meta, 'cveId') !== id)
    throw new SeaworthyError('E_FORMAT', 'the record of the flaw that its name says expected', { where });
  const own = optionalArray(field(record, 'containers'), 'adp', where).filter(
    (one) => field(field(one, 'providerMetadata'), 'shortName') === 'CISA-ADP',
  );
  const metrics = own.flatMap((one) => optionalArray(one, 'metrics', where));
  const decided = metrics.flatMap((metric) => {
    const other = field(metric, 'other');
    return field(other, 'type') === 'ssvc' ? [field(other, 'content')] : [];
  });
  for (const content of decided) {
    const time = field(content, 'timestamp');
    if (typeof time === 'string') dates.add(time);
  }
  const ssvc = decided.map((content) => ssvcOf(content, where)).find((one) => one !== undefined);
  const cvss = metrics.flatMap((metric) => cvssOf(metric, where));
  const problems = own.flatMap((one) => optionalArray(one, 'problemTypes', where));
  const weaknesses = weaknessesIn(
    problems.flatMap((one) => optionalArray(one, 'descriptions', where).map((text) => field(text, 'cweId'))),
  );
  const isRejected = field(meta, 'state') === 'REJECTED';
  if (isRejected || (ssvc === undefined && cvss.length === 0 && weaknesses === undefined)) return undefined;
  const advisory: Advisory = {
    id,
    aliases: none,
    covers: none,
    package: id,
    // It is about a flaw and not about versions of a package.
    status: 'undetermined',
    ranges: none,
    versions: none,
    cvss,
    ...defined({ weaknesses, ssvc }),
    references: none,
  };
  return { kind: 'advisory', key: id, advisory };
}

/** Reads the archive of the repository, record by record while they are walked. Throws `E_FEED`, also then. */
export function parseVulnrichment(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, archiveFile);
  const tally = createTally();
  const dates = createNewestDates();
  const open = () => readZip(file.source ?? file.bytes, file.path, limits);
  try {
    // The first step reads the directory.
    open().next();
  } catch (cause) {
    throw refused(cause, file.path);
  }

  function* walk(): Generator<FeedRecord> {
    let [all, left] = [0, 0];
    const leave = (kind: string, example: string): void => {
      left++;
      tally.unread(kind, example);
      checkOnTheWay(left, all, file.path);
    };
    try {
      for (const entry of open()) {
        const id = recordPath.exec(entry.name)?.[1];
        if (id === undefined) continue;
        all++;
        if (entry.size > limits.entryBytes) {
          leave('records that are too large', id);
          continue;
        }
        try {
          const record = parseJson(entry.read(), entry.name, {
            ...recordLimits,
            maxBytes: limits.entryBytes,
            maxDepth: 64,
          });
          const found = readRecord(record, id, dates, id);
          if (found !== undefined) yield found;
        } catch (cause) {
          if (!(cause instanceof SeaworthyError) || (cause.code !== 'E_FORMAT' && cause.code !== 'E_LIMIT'))
            throw cause;
          leave('records that are not understood', cause.where ?? id);
        }
      }
      if (all === 0) throw new SeaworthyError('E_FEED', 'the archive has no record', { where: file.path });
      checkShare(left, all, file.path);
    } catch (cause) {
      throw refused(cause, file.path);
    }
  }

  return {
    records: walk(),
    get date() {
      return dates.all()[0] ?? new Date(0).toISOString();
    },
    get earlierDates() {
      return dates.all().slice(1);
    },
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}

import { type Advisory, defined, SeaworthyError, type Severity, severityFromWord } from '../../../../../core/index.ts';
import {
  asString,
  field,
  jsonMemberSlices,
  optionalString,
  parseJson,
} from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkShare, recordLimits, refused, requiredFile } from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';
import { vulnerableRanges } from './lines.ts';

/*
 * The index is one object: number → { cve: [ids], vulnerable, patched (ranges of npm), ref, description, overview, severity, affectedEnvironments, and in some
 * `publish_date` }.
 */

export const coreFile = 'index.json';
export const nodeName = 'node';

/** How Node.js calls systems, and images do. */
const systems: Readonly<Record<string, string>> = { win32: 'windows', linux: 'linux', darwin: 'darwin' };

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

function severityOf(entry: unknown, where: string): Advisory['severity'] {
  const level: Severity = severityFromWord(optionalString(entry, 'severity', where) ?? '');
  return level === 'unknown' ? undefined : { level, source: 'Node.js' };
}

function advisoryOf(number: string, entry: unknown, where: string): Advisory {
  const cves = texts(field(entry, 'cve')).filter((id) => /^CVE-\d{4}-\d{4,19}$/.test(id));
  const vulnerable = asString(field(entry, 'vulnerable'), `${where}, vulnerable`);
  const patched = optionalString(entry, 'patched', where) ?? '';
  const ranges = vulnerableRanges(vulnerable, patched);
  if (ranges === undefined || ranges.length === 0)
    throw refused(
      new Error(`no versions in ${JSON.stringify(`${vulnerable} without ${patched}`.slice(0, 80))}`),
      where,
    );
  const environments = texts(field(entry, 'affectedEnvironments'));
  const isEverywhere = environments.length === 0 || environments.includes('all');
  const published = optionalString(entry, 'publish_date', where);
  const reference = optionalString(entry, 'ref', where);
  const [id = `NODE-${number}`, ...others] = cves;
  return {
    id: cves.length > 1 ? `NODE-${number}` : id,
    aliases: [],
    // Several flaws in one entry are several: as aliases they would become one.
    covers: cves.length > 1 ? [id, ...others] : [],
    package: nodeName,
    status: 'affected',
    ranges,
    versions: [],
    ...(isEverywhere ? {} : { only: [{ os: environments.map((one) => systems[one] ?? one) }] }),
    ...defined({
      severity: severityOf(entry, where),
      title: optionalString(entry, 'description', where),
      details: optionalString(entry, 'overview', where)?.trim(),
      published: published !== undefined && !Number.isNaN(Date.parse(published)) ? published : undefined,
    }),
    cvss: [],
    references: reference === undefined ? [] : [reference],
  };
}

function* walk(file: FetchedFile, tally: Tally): Generator<FeedRecord> {
  let all = 0;
  try {
    for (const [number, slice] of jsonMemberSlices(file.bytes, file.path)) {
      const where = `${file.path}, ${number.slice(0, 20)}`;
      all++;
      if (slice.length > recordLimits.maxBytes) {
        tally.unread('entries that are too large', where);
        continue;
      }
      try {
        const advisory = advisoryOf(number, parseJson(slice, where, recordLimits), where);
        yield { kind: 'advisory', key: nodeName, advisory };
      } catch (cause) {
        const { why } = refused(cause, where);
        tally.unread('entries that are not understood', why === undefined ? where : `${where} (${why})`);
      }
    }
    if (all === 0) throw new SeaworthyError('E_FEED', 'the index has no entry', { where: file.path });
    checkShare(tally.count, all, file.path);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/** Reads the index of the flaws of Node.js. Throws `E_FEED`, also while it is walked. */
export function parseCore(files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, coreFile);
  const tally = createTally();
  return {
    records: walk(file, tally),
    get problems() {
      return tally.sentences();
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}

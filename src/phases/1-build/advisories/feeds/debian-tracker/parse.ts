import { type Advisory, type AdvisoryStatus, type Severity, severityFromWord } from '../../../../../core/index.ts';
import {
  asObject,
  asString,
  field,
  type JsonObject,
  jsonMemberSlices,
  optionalString,
  parseJson,
} from '../../../../../foundations/formats/index.ts';
import type { FeedRecord, FetchedFile, ParsedFeed } from '../../feed.ts';
import { checkOnTheWay, checkShare, recordLimits, refused, requiredFile } from '../feed-file.ts';
import { createTally, type Tally } from '../tally.ts';

/*
 * The tracker's JSON: source package → flaw → { description, scope, debianbug, releases: codename → state }, where a state has
 * `status` (open, resolved, undetermined), `fixed_version`, `urgency`, `nodsa`, `nodsa_reason`, `repositories`.
 */

export const trackerFile = 'data/json';

/** Fixed version of a package that never had the flaw. */
const neverAffected = '0';

/** `low`, `medium**` (stars: somebody else's rating), `unimportant`, `not yet assigned`, `end-of-life`. */
function severityOf(urgency: string): Severity | undefined {
  const level = severityFromWord(urgency.replaceAll('*', ''));
  return level === 'unknown' ? undefined : level;
}

type State = Pick<Advisory, 'status' | 'ranges' | 'note'>;

/** What Debian says of an open flaw when it will have no advisory: why, and whether a fix may still come. */
function openState(state: JsonObject, urgency: string, where: string): State {
  const remark = optionalString(state, 'nodsa', where) ?? '';
  const reason = optionalString(state, 'nodsa_reason', where) ?? '';
  const hasDecision = Object.hasOwn(state, 'nodsa') || reason !== '';
  const decision = reason === '' && hasDecision ? 'no DSA' : reason;
  const note = [decision, remark].filter((part) => part !== '').join(': ');
  const status: AdvisoryStatus =
    urgency === 'end-of-life' ? 'end-of-life' : reason === 'ignored' ? 'wont-fix' : 'affected';
  return { status, ranges: [{}], ...(note === '' ? {} : { note }) };
}

function stateOf(state: JsonObject, urgency: string, where: string): State {
  const status = asString(field(state, 'status'), `${where}, status`);
  if (status === 'undetermined') return { status: 'undetermined', ranges: [{}] };
  if (status === 'open') return openState(state, urgency, where);
  if (status !== 'resolved')
    throw refused(new Error(`status ${JSON.stringify(status.slice(0, 50))} is not known`), where);
  const fixed = asString(field(state, 'fixed_version'), `${where}, fixed_version`);
  return fixed === neverAffected ? { status: 'unaffected', ranges: [] } : { status: 'affected', ranges: [{ fixed }] };
}

function advisoryOf(source: string, id: string, flaw: unknown, state: JsonObject, where: string): Advisory {
  const urgency = optionalString(state, 'urgency', where) ?? '';
  const level = severityOf(urgency);
  const details = optionalString(flaw, 'description', where);
  return {
    id,
    aliases: [],
    covers: [],
    package: source,
    ...stateOf(state, urgency, where),
    versions: [],
    cvss: [],
    ...(level === undefined ? {} : { severity: { level, source: 'Debian' } }),
    ...(details === undefined || details === '' ? {} : { details }),
    references: [`https://security-tracker.debian.org/tracker/${encodeURIComponent(id)}`],
  };
}

/** What is known once the file has been walked. */
interface Progress {
  readonly releases: Set<string>;
  all: number;
}

/** One source package of the file. A record in another shape is left out and told. */
function* sourceRecords(
  source: string,
  flaws: Uint8Array,
  codename: string,
  progress: Progress,
  tally: Tally,
): Generator<FeedRecord> {
  for (const [id, slice] of jsonMemberSlices(flaws, `${trackerFile}, ${source.slice(0, 100)}`)) {
    const where = `${trackerFile}, ${source.slice(0, 100)}, ${id.slice(0, 100)}`;
    progress.all++;
    if (slice.length > recordLimits.maxBytes) {
      tally.unread('records that are too large', `${source.slice(0, 100)} ${id}`);
      continue;
    }
    // A fault here means that the file is damaged: who knows where its records begin and end then.
    const flaw = parseJson(slice, where, recordLimits);
    try {
      const states = asObject(field(flaw, 'releases'), `${where}, releases`);
      for (const release of Object.keys(states)) progress.releases.add(release);
      const state = field(states, codename);
      if (state === undefined) continue;
      const advisory = advisoryOf(source, id, flaw, asObject(state, `${where}, ${codename}`), where);
      yield { kind: 'advisory', key: source, advisory };
    } catch (cause) {
      tally.unread(`records that are not understood (${refused(cause, where).why ?? 'no reason'})`, `${source} ${id}`);
      checkOnTheWay(tally.count, progress.all, trackerFile);
    }
  }
}

function* walk(file: FetchedFile, codename: string, progress: Progress, tally: Tally): Generator<FeedRecord> {
  try {
    // Flaw by flaw: the whole file as one value would need ten times its size.
    for (const [source, flaws] of jsonMemberSlices(file.bytes, file.path)) {
      yield* sourceRecords(source, flaws, codename, progress, tally);
    }
    if (progress.all === 0) throw new Error('it has no records');
    checkShare(tally.count, progress.all, file.path);
  } catch (cause) {
    throw refused(cause, file.path);
  }
}

/**
 * The tracker's records about one release, made while they are walked, which throws `E_FEED`. A release that the tracker does not follow gives none,
 * and says so.
 */
export function parseTracker(codename: string, files: readonly FetchedFile[]): ParsedFeed {
  const file = requiredFile(files, trackerFile);
  const tally = createTally();
  const progress: Progress = { releases: new Set(), all: 0 };
  return {
    records: walk(file, codename, progress, tally),
    get problems() {
      const { all, releases } = progress;
      const names = [...releases].sort().slice(0, 20).join(', ');
      const gone = `The tracker does not follow ${codename} (any more); it follows ${names}.`;
      return [...(all === 0 || releases.has(codename) ? [] : [gone]), ...tally.sentences()];
    },
    get unread() {
      return tally.unreadSentences();
    },
  };
}

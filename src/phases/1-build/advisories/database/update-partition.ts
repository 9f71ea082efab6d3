import { type Clock, defined, type Limits, SeaworthyError } from '../../../../core/index.ts';
import type { Http, OnBytes } from '../../../../foundations/net/index.ts';
import type { Feed, FeedFile, FeedLimits, FetchedFile, ParsedFeed, PartitionId } from '../feed.ts';
import { refused } from '../feeds/feed-file.ts';
import { type Fetched, fetchFile, fileUrl } from './fetch-file.ts';
import { FetchedFiles } from './fetched-files.ts';
import { cleanIncoming, incomingFolder } from './incoming.ts';
import { handOver } from './inflated.ts';
import type { SourceFile, StoredPartitionManifest } from './manifest.ts';
import { type NamedFile, nameFile } from './name-file.ts';
import type { Database } from './open-database.ts';
import { schemaVersion } from './schema.ts';
import { checkOlder, checkShrink } from './state-checks.ts';

/** How the update of one partition ended. */
export interface PartitionUpdate {
  readonly partition: PartitionId;
  /** `refused`: nothing has changed, and an older state, where there is one, stays in force. */
  readonly state: 'updated' | 'unchanged' | 'refused';
  /** Of the state that is in force now. */
  readonly records?: number;
  readonly date?: string;
  /** Why it was refused, in one sentence. */
  readonly why?: string;
  readonly error?: SeaworthyError;
  /** What the new state left out, or mended. */
  readonly problems: readonly string[];
}

export interface UpdateOptions {
  readonly base: string;
  readonly http: Http;
  readonly limits: Limits;
  readonly clock: Clock;
  /** Fetch although nothing changed, and take a state that is much smaller than the one before. */
  readonly force?: boolean;
  /** Take a state that was made before the one in force. */
  readonly allowOlder?: boolean;
  /** Files of the run that this is part of, where it `expect`s this partition. */
  readonly files?: FetchedFiles;
  readonly signal?: AbortSignal;
  /** Told what has come of the file that is on its way. */
  readonly onBytes?: OnBytes;
}

interface Run {
  readonly feed: Feed;
  readonly options: UpdateOptions;
  readonly partition: PartitionId;
  readonly files: FetchedFiles;
  /** Where they lie meanwhile. */
  readonly folder: string;
}

/** The user's bounds, else the feed's own. */
function boundsOf({ feed, options }: Run): FeedLimits {
  const { feedBytes, feedInflatedBytes } = options.limits;
  return {
    ...feed.limits,
    ...defined({ bytes: feedBytes, inflatedBytes: feedInflatedBytes }),
  };
}

/** Where a file may lie. */
const placesOf = ({ instead, ...file }: FeedFile): readonly FeedFile[] =>
  instead === undefined ? [file] : [file, { ...file, path: instead }];

/** A file as it was last fetched, by its address. */
type KnownFiles = (url: string) => SourceFile | undefined;

/** From its own place, or the one instead of it. */
async function fetchOnce(run: Run, file: FeedFile, known: KnownFiles): Promise<Fetched> {
  const [own = file, instead] = placesOf(file);
  if (instead === undefined) return fetchAt(run, own, known);
  const first = await fetchAt(run, { ...own, optional: true }, known);
  return first.state === 'absent' ? fetchAt(run, instead, known) : first;
}

function fetchAt(run: Run, file: FeedFile, knownFiles: KnownFiles): Promise<Fetched> {
  const { feed, partition, folder } = run;
  const { http, base, signal, onBytes } = run.options;
  const limits = boundsOf(run);
  const known = knownFiles(fileUrl(base, file));
  return run.files.get(feed, partition, fileUrl(base, file), () =>
    fetchFile(base, file, { http, limits, folder, ...defined({ signal, known, onBytes }) }),
  );
}

/** Fetches all files of a partition, by the feed's names for them; undefined when none of them has changed since `old`. */
async function fetchAll(
  run: Run,
  files: readonly NamedFile[],
  old: StoredPartitionManifest | undefined,
): Promise<ReadonlyMap<string, Fetched> | undefined> {
  const known: KnownFiles = (at) => old?.files.find(({ url }) => url === at);
  const before = ({ file }: NamedFile): SourceFile | undefined =>
    placesOf(file)
      .flatMap((one) => known(fileUrl(run.options.base, one)) ?? [])
      .at(0);
  const results = new Map<string, Fetched>();
  for (const { name, file } of files) results.set(name, await fetchOnce(run, file, known));
  const isSame = (one: NamedFile): boolean => {
    const result = results.get(one.name);
    if (result?.state === 'fetched') return result.source.digest === before(one)?.digest;
    return result?.state === 'unchanged' || before(one) === undefined;
  };
  if (old !== undefined && files.every(isSame)) return undefined;
  // One has changed, so all are needed: those the server did not send are asked for without a condition.
  for (const { name, file } of files) {
    if (results.get(name)?.state === 'unchanged') results.set(name, await fetchOnce(run, file, () => undefined));
  }
  return results;
}

/** The state in force, if its rows are of the form and parser of this program; a damaged one is as good as none. */
export function usableManifest(
  database: Database,
  feed: Feed,
  partition: PartitionId,
): StoredPartitionManifest | undefined {
  try {
    // Opened, so that a damaged file is fetched again although the publisher has nothing newer.
    const manifest = database.manifest(partition);
    if (manifest === undefined || manifest.schema !== schemaVersion || manifest.feedVersion !== feed.version)
      return undefined;
    return database.partition(partition) === undefined ? undefined : manifest;
  } catch (error) {
    if (error instanceof SeaworthyError && error.code === 'E_DATABASE') return undefined;
    throw error;
  }
}

/** What the feed makes of its files; whatever goes wrong there is the feed's fault. */
function parse(feed: Feed, partition: PartitionId, files: readonly FetchedFile[]): ParsedFeed {
  try {
    return feed.parse(partition, files);
  } catch (cause) {
    throw refused(cause, partition);
  }
}

async function update(database: Database, run: Run): Promise<PartitionUpdate> {
  const { feed, options, partition, folder } = run;
  const force = options.force ?? false;
  const old = usableManifest(database, feed, partition);
  const files = await Promise.all(feed.files(partition).map((file) => nameFile(file, { ...options, folder })));
  const fetched = await fetchAll(run, files, force ? undefined : old);
  if (fetched === undefined && old !== undefined) {
    const { records, date } = database.renew(old, options.clock.now());
    return { partition, state: 'unchanged', records, date, problems: [] };
  }
  await feed.prepare?.();
  const whole = [...(fetched ?? [])].flatMap(([path, one]) => (one.state === 'fetched' ? [{ path, ...one }] : []));
  const { inflatedBytes } = boundsOf(run);
  const handed = whole.map(({ path, part, source }) => handOver(path, part, inflatedBytes, source.url));
  const parsed = parse(feed, partition, handed);
  const manifest = database.install({
    id: partition,
    feed,
    parsed,
    files: whole.map(({ source }) => source),
    origin: options.base,
    clock: options.clock,
    check: (state) => {
      checkOlder(old, state, options.clock.now(), options.allowOlder ?? false);
      checkShrink(old, state.records, force);
    },
  });
  return { partition, state: 'updated', records: manifest.records, date: manifest.date, problems: manifest.problems };
}

/**
 * Makes one partition current: asks the publisher whether something changed, and if so fetches, reads and installs it, whole or not at all. A feed
 * that cannot be had, is too large, malformed or suddenly half as long or cannot be kept here, is refused: then the old state stays in force. Throws only
 * `E_INTERRUPTED` and what is a defect of ours.
 */
export async function updatePartition(
  database: Database,
  feed: Feed,
  partition: PartitionId,
  options: UpdateOptions,
): Promise<PartitionUpdate> {
  const folder = incomingFolder(database.directory);
  const { files = new FetchedFiles() } = options;
  if (options.files === undefined) files.expect(feed, partition);
  try {
    cleanIncoming(folder, options.clock.now());
    return await update(database, { feed, options, partition, files, folder });
  } catch (error) {
    return refusedUpdate(error, partition, options.signal);
  } finally {
    await files.release(feed, partition);
  }
}

/** What is told of a state that was not taken. Throws the error again where the user stopped it, or we are to blame. */
export function refusedUpdate(
  error: unknown,
  partition: PartitionId,
  signal: AbortSignal | undefined,
): PartitionUpdate {
  if (!(error instanceof SeaworthyError) || throwing.has(error.code) || signal?.aborted) throw error;
  const why = [error.message, error.why].filter((part) => part !== undefined).join(': ');
  return { partition, state: 'refused', why: error.where ? `${why} (${error.where})` : why, error, problems: [] };
}

const throwing: ReadonlySet<string> = new Set(['E_INTERRUPTED', 'E_INTERNAL', 'E_USAGE']);

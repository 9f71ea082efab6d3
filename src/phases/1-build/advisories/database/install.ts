import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { asSeaworthyError, type Clock, type Digest, defined, oneHour } from '../../../../core/index.ts';
import { discard, makeFolder } from '../../../../foundations/formats/index.ts';
import type { Feed, ParsedFeed, PartitionId } from '../feed.ts';
import { manifestName, partitionFolder } from './layout.ts';
import { fileOf, type SourceFile, type StoredPartitionManifest } from './manifest.ts';
import { schemaVersion } from './schema.ts';
import { writeRows } from './write-rows.ts';

const problemsKept = 1000;

/** What is to be installed. */
export interface NewPartition {
  readonly id: PartitionId;
  readonly feed: Feed;
  readonly parsed: ParsedFeed;
  readonly files: readonly SourceFile[];
  readonly origin: string;
  readonly clock: Clock;
  /** Looks at the new state before it comes into force; throws to refuse it. */
  check?(state: Pick<StoredPartitionManifest, 'records' | 'published' | 'files' | 'origin'>): void;
}

/** Runs `work` on an open file, makes sure that what was written is on the disk, and closes it. */
function synced<T>(path: string, flags: string, work: (descriptor: number) => T): T {
  const descriptor = openSync(path, flags, 0o644);
  try {
    const result = work(descriptor);
    fsyncSync(descriptor);
    return result;
  } finally {
    closeSync(descriptor);
  }
}

function digestOf(descriptor: number): { readonly digest: Digest; readonly bytes: number } {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(1024 * 1024);
  let bytes = 0;
  for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
    hash.update(chunk.subarray(0, read));
    bytes += read;
  }
  return { digest: `sha256:${hash.digest('hex')}`, bytes };
}

/** Makes renames in a folder last. Not every file system lets a folder be opened for this. */
function syncFolder(folder: string): void {
  try {
    synced(folder, 'r', () => undefined);
  } catch {
    // The rename is atomic all the same; only a power cut may undo it.
  }
}

/** Replaces the manifest by one rename: from here on the new state is in force. */
export function writeManifest(directory: string, manifest: StoredPartitionManifest): void {
  const folder = partitionFolder(directory, manifest.id);
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.json`);
  try {
    synced(temporary, 'wx', (descriptor) => writeSync(descriptor, `${JSON.stringify(manifest, null, 2)}\n`));
    renameSync(temporary, join(folder, manifestName));
    syncFolder(folder);
  } catch (cause) {
    discard(temporary);
    throw asSeaworthyError(cause, 'E_WRITE', 'the advisory database cannot be written', folder);
  }
}

/** Throws `E_WRITE` where no file can be made in the folder, which is made itself. */
export function checkWritable(folder: string): void {
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}`);
  try {
    makeFolder(folder);
    closeSync(openSync(temporary, 'wx', 0o644));
  } catch (cause) {
    throw asSeaworthyError(cause, 'E_WRITE', 'the advisory database cannot be written', folder);
  } finally {
    discard(temporary);
  }
}

/**
 * Removes what no manifest names: states that were replaced, and leftovers of programs that were killed. Only what has not been touched for an oneHour:
 * another program may be about to put a file into force.
 */
export function clean(folder: string, current: string): void {
  for (const name of readdirSync(folder)) {
    if (name === current || name === manifestName) continue;
    const path = join(folder, name);
    try {
      if (Date.now() - statSync(path).mtimeMs > oneHour) discard(path);
    } catch {
      // Another program was quicker.
    }
  }
}

const firstPast = (dates: readonly string[], now: Date): string | undefined =>
  dates
    .map((date) => new Date(date))
    .find((date) => date.getTime() > 0 && date <= now)
    ?.toISOString();

/** The publisher's date; never one that is still to come (a record with a slip in its year). */
function publishedOf(parsed: ParsedFeed, now: Date): string | undefined {
  return firstPast([...(parsed.date === undefined ? [] : [parsed.date]), ...(parsed.earlierDates ?? [])], now);
}

/** The server's date of the first file that has one. */
export function servedDate(files: readonly SourceFile[], now: Date): string | undefined {
  return firstPast(
    files.map(({ lastModified }) => lastModified ?? ''),
    now,
  );
}

/** The publisher's date, else that of the server or of the file in a folder, else ours, and whose word it is. */
function dateOf(
  published: string | undefined,
  files: readonly SourceFile[],
  now: Date,
): Pick<StoredPartitionManifest, 'published' | 'date' | 'dated'> {
  if (published !== undefined) return { published, date: published, dated: 'publisher' };
  const served = servedDate(files, now);
  if (served === undefined) return { date: now.toISOString(), dated: 'fetch' };
  return { date: served, dated: files.some(({ url }) => url.startsWith('file:')) ? 'file' : 'server' };
}

/** Told when the publisher's date cannot be right, as then nobody knows how old the data is. */
function dateProblems({ date }: ParsedFeed, published: string | undefined): readonly string[] {
  if (date === undefined || published !== undefined) return [];
  return [`The publisher says that it was made on ${date.slice(0, 10)}, which is still to come: its age is not known.`];
}

/** Title of a partition: that of its feed, and the release or ecosystem. */
export function titleOf(feed: Feed, id: PartitionId): string {
  const slash = id.indexOf('/');
  return slash < 0 ? feed.title : `${feed.title}, ${id.slice(slash + 1)}`;
}

/**
 * Writes a new state of a partition and puts it into force. Passes on what the records and `check` throw (nothing has changed then); throws `E_WRITE`.
 */
export function installPartition(directory: string, partition: NewPartition): StoredPartitionManifest {
  const { id, feed, parsed, files, origin, clock } = partition;
  const folder = partitionFolder(directory, id);
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.sqlite`);
  try {
    makeFolder(folder);
    const rows = writeRows(temporary, parsed.records, feed.limits.records);
    const now = clock.now();
    const { records } = rows;
    const published = publishedOf(parsed, now);
    partition.check?.({ records, files, origin, ...defined({ published }) });
    const { digest, bytes } = synced(temporary, 'r', digestOf);
    const file = fileOf(digest);
    renameSync(temporary, join(folder, file));
    const problems = [...dateProblems(parsed, published), ...rows.problems, ...parsed.problems];
    const manifest: StoredPartitionManifest = {
      schema: schemaVersion,
      id,
      title: titleOf(feed, id),
      feed: feed.id,
      feedVersion: feed.version,
      origin,
      ...dateOf(published, files, now),
      fetched: now.toISOString(),
      records,
      file,
      bytes,
      digest,
      files,
      problems: problems.slice(0, problemsKept),
      ...(parsed.unread === undefined || parsed.unread.length === 0 ? {} : { unread: parsed.unread }),
    };
    writeManifest(directory, manifest);
    clean(folder, file);
    return manifest;
  } catch (cause) {
    discard(temporary);
    throw asSeaworthyError(cause, 'E_WRITE', 'the advisory database cannot be written', folder);
  }
}

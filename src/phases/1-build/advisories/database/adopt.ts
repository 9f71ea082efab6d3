import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { asSeaworthyError, type Clock, defined, oneHour, SeaworthyError } from '../../../../core/index.ts';
import { discard, makeFolder } from '../../../../foundations/formats/index.ts';
import type { Feed } from '../feed.ts';
import { examineRows } from './examine-rows.ts';
import { clean, titleOf, writeManifest } from './install.ts';
import { partitionFolder } from './layout.ts';
import { fileOf, type StoredPartitionManifest } from './manifest.ts';
import type { Database } from './open-database.ts';
import { schemaVersion } from './schema.ts';
import { checkOlder, checkShrink } from './state-checks.ts';
import { type PartitionUpdate, refusedUpdate, usableManifest } from './update-partition.ts';

/** A state of a partition that another machine made. */
export interface OfferedPartition {
  /** As `readOffer` read it. */
  readonly manifest: StoredPartitionManifest;
  /** The feed that it says it was made by. */
  readonly feed: Feed;
  /** Hands over the rows. Asked for only where they are wanted. */
  fill(write: (bytes: Uint8Array) => void): Promise<void>;
}

export interface AdoptOptions {
  readonly clock: Clock;
  /** Take a state that was made before the one in force. */
  readonly allowOlder?: boolean;
  /** Take a state that is much smaller than the one before. */
  readonly force?: boolean;
}

const refusal = (id: string, message: string, next?: string): SeaworthyError =>
  new SeaworthyError('E_FEED', message, { where: id, ...defined({ next }) });

/** Throws `E_FEED` for rows of another program, and for a time that is still to come: it would make old data look fresh. */
function checkOffer({ manifest, feed }: OfferedPartition, now: Date): void {
  const { id, schema, feedVersion, fetched, published, date } = manifest;
  if (schema !== schemaVersion || feedVersion !== feed.version)
    throw refusal(
      id,
      'it was made by another version of Seaworthy',
      'Build it anew with the version that is to use it.',
    );
  for (const time of [fetched, date, published ?? date]) {
    const at = new Date(time).getTime();
    if (!(at > 0)) throw refusal(id, 'it does not say when it was made');
    if (at > now.getTime() + oneHour) throw refusal(id, `it says that it was made on ${time}, which is still to come`);
  }
}

/** Throws `E_FEED` for a state that was made, or whose publisher was asked, before the one in force. */
function checkNotOlder(state: StoredPartitionManifest, old: StoredPartitionManifest, now: Date): void {
  checkOlder(old, state, now, false);
  const isNewer = old.published !== undefined && state.published !== undefined && state.published > old.published;
  if (isNewer || state.fetched >= old.fetched) return;
  throw refusal(
    state.id,
    `its publisher was asked on ${state.fetched}, and for the one in force on ${old.fetched}`,
    'If the older one is what you want, add `--allow-older`.',
  );
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

/** Writes the rows into a file of their own: no byte more than announced, and those of the digest. */
async function receive(offer: OfferedPartition, file: string): Promise<void> {
  const { id, bytes, digest } = offer.manifest;
  const hash = createHash('sha256');
  let size = 0;
  const descriptor = openSync(file, 'wx', 0o644);
  try {
    await offer.fill((chunk) => {
      size += chunk.length;
      if (size > bytes) throw refusal(id, `it has more than the ${bytes} bytes that are announced`);
      hash.update(chunk);
      writeWhole(descriptor, chunk);
    });
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  const found = `sha256:${hash.digest('hex')}`;
  if (size !== bytes || found !== digest)
    throw new SeaworthyError('E_DIGEST_MISMATCH', 'its rows have another digest than is announced', {
      where: id,
      why: `${found}, not ${digest}`,
    });
}

async function take(database: Database, offer: OfferedPartition, options: AdoptOptions): Promise<PartitionUpdate> {
  const { feed, manifest } = offer;
  const { id } = manifest;
  const now = options.clock.now();
  checkOffer(offer, now);
  const old = usableManifest(database, feed, id);
  if (old?.digest === manifest.digest) {
    // The same rows; what may be newer is when the publisher was asked.
    const { records, title } = old;
    if (manifest.fetched > old.fetched) database.renew({ ...manifest, records, title }, new Date(manifest.fetched));
    return { partition: id, state: 'unchanged', records, date: old.date, problems: [] };
  }
  if (old !== undefined && options.allowOlder !== true) checkNotOlder(manifest, old, now);
  const folder = partitionFolder(database.directory, id);
  const temporary = join(folder, `.${randomBytes(8).toString('hex')}.sqlite`);
  try {
    makeFolder(folder);
    await receive(offer, temporary);
    const records = examineRows(temporary);
    checkShrink(old, records, options.force ?? false);
    const file = fileOf(manifest.digest);
    renameSync(temporary, join(folder, file));
    // The number of rows and the name of the source are not taken on trust.
    const installed = { ...manifest, records, file, title: titleOf(feed, id) };
    database.forget(id);
    writeManifest(database.directory, installed);
    clean(folder, file);
    return { partition: id, state: 'updated', records, date: manifest.date, problems: [] };
  } catch (cause) {
    discard(temporary);
    throw asSeaworthyError(cause, 'E_WRITE', 'the advisory database cannot be written', folder);
  }
}

/**
 * Puts a state that another machine made into force, whole or not at all: every row is looked at first. One that is malformed, suddenly half as long,
 * older than the one in force or of another version is refused. Throws as `updatePartition` does.
 */
export async function adoptPartition(
  database: Database,
  offer: OfferedPartition,
  options: AdoptOptions & { readonly signal?: AbortSignal },
): Promise<PartitionUpdate> {
  try {
    return await take(database, offer, options);
  } catch (error) {
    return refusedUpdate(error, offer.manifest.id, options.signal);
  }
}

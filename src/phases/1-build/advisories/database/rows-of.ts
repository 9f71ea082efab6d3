import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartitionId } from '../feed.ts';
import { partitionFolder } from './layout.ts';
import { damaged, type StoredPartitionManifest } from './manifest.ts';
import type { Database } from './open-database.ts';

/** Tries again when another program replaced the partition between the reading of its manifest and the opening of its file. */
const attempts = 3;

/** A state of a partition and the bytes of its rows, which stay the same whatever comes into force meanwhile. */
export interface PartitionRows {
  readonly manifest: StoredPartitionManifest;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The state in force, to be handed to another machine; undefined when the partition is not there. Throws `E_DATABASE`. */
export async function rowsOf(database: Database, id: PartitionId): Promise<PartitionRows | undefined> {
  const folder = partitionFolder(database.directory, id);
  for (let attempt = 1; ; attempt++) {
    const manifest = database.manifest(id);
    if (manifest === undefined) return undefined;
    try {
      const file = await open(join(folder, manifest.file));
      return { manifest, bytes: file.createReadStream({ highWaterMark: 1024 * 1024 }) };
    } catch (cause) {
      if (attempt >= attempts) throw damaged(id, folder, cause);
    }
  }
}

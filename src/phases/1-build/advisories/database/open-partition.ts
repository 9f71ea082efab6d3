import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { PartitionId } from '../feed.ts';
import type { Partition } from '../partition.ts';
import { partitionFolder } from './layout.ts';
import { damaged, readManifest, type StoredPartitionManifest } from './manifest.ts';
import { type AdvisoryRow, advisoryOf, type ExploitationRow, exploitationOf } from './rows.ts';
import { schemaVersion } from './schema.ts';

/** Pages are read through the system's cache without copying. */
const mmapBytes = 1024 * 1024 * 1024;

const columns = 'records.body AS body, texts.body AS text FROM records JOIN texts ON texts.id = records.text';

/** Opens the rows read-only and without locks: the file never changes. Throws what SQLite throws. */
function openRows(file: string): DatabaseSync {
  const url = pathToFileURL(file);
  url.search = '?immutable=1';
  const db = new DatabaseSync(url, { readOnly: true });
  try {
    db.exec(`PRAGMA mmap_size = ${mmapBytes}; PRAGMA query_only = 1;`);
    const version = db.prepare('PRAGMA user_version').get()?.user_version;
    if (version !== schemaVersion) throw new Error(`it was written by another version of Seaworthy (${version})`);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function partitionOver(
  id: PartitionId,
  folder: string,
  manifest: StoredPartitionManifest,
  db: DatabaseSync,
): Partition {
  const byKey = db.prepare(`SELECT ${columns} WHERE records.key = ? ORDER BY records.id`);
  const byName = db.prepare(
    `SELECT ${columns} WHERE records.id IN (SELECT record FROM names WHERE name = ? COLLATE NOCASE) ORDER BY records.id`,
  );
  const byCve = db.prepare('SELECT probability, percentile, known FROM exploitation WHERE cve = ?');
  const guarded = <T>(read: () => T): T => {
    try {
      return read();
    } catch (cause) {
      throw damaged(id, folder, cause);
    }
  };
  return {
    id,
    manifest,
    advisories: (key) => guarded(() => (byKey.all(key) as unknown as AdvisoryRow[]).map(advisoryOf)),
    search: (wanted) => guarded(() => (byName.all(wanted.trim()) as unknown as AdvisoryRow[]).map(advisoryOf)),
    exploitation: (cve) =>
      guarded(() => {
        const row = byCve.get(cve) as unknown as ExploitationRow | undefined;
        return row === undefined ? undefined : exploitationOf(row);
      }),
    close: () => db.close(),
  };
}

/** Tries again when another program replaced the partition between the reading of its manifest and the opening of its file. */
const attempts = 3;

/** A partition for reading; undefined when it is not there. Throws `E_DATABASE` when it is damaged. */
export function openPartition(directory: string, id: PartitionId): Partition | undefined {
  const folder = partitionFolder(directory, id);
  for (let attempt = 1; ; attempt++) {
    const manifest = readManifest(directory, id);
    if (manifest === undefined) return undefined;
    const file = join(folder, manifest.file);
    try {
      const { size } = statSync(file);
      if (size !== manifest.bytes) throw new Error(`${manifest.file} has ${size} bytes instead of ${manifest.bytes}`);
      return partitionOver(id, folder, manifest, openRows(file));
    } catch (cause) {
      if (attempt >= attempts) throw damaged(id, folder, cause);
    }
  }
}

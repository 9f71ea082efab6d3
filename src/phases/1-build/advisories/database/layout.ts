import { join } from 'node:path';
import { SeaworthyError } from '../../../../core/index.ts';
import type { PartitionId } from '../feed.ts';

/*
 * The database is a folder:
 *
 *   partitions/alpine__3.20/manifest.json      says which file is in force, and where it came from
 *   partitions/alpine__3.20/1f0c….sqlite       its rows; named by the first digits of its SHA-256
 *
 * A new state is written under a name of its own and comes into force when the manifest is replaced, by one rename: a reader sees the old state or
 * the new one, also when two programs write at once or one is killed. To move it to a machine without a network, copy the folder.
 */

const form = /^[A-Za-z0-9][A-Za-z0-9 .+-]{0,80}(?:\/[A-Za-z0-9][A-Za-z0-9 .+-]{0,80}){0,3}$/;

export const manifestName = 'manifest.json';

/** Folder of all partitions. */
export const partitionsFolder = (directory: string): string => join(directory, 'partitions');

/** Folder of one partition. Throws `E_USAGE` for an id that could lead out of the database. */
export function partitionFolder(directory: string, id: PartitionId): string {
  if (!form.test(id)) {
    throw new SeaworthyError('E_USAGE', `not a partition: ${JSON.stringify(id.slice(0, 100))}`, {
      next: 'Name one such as alpine/3.20, osv/npm or kev.',
    });
  }
  return join(partitionsFolder(directory), id.replaceAll('/', '__'));
}

/** The id of the partition in a folder of this name; undefined when we do not make such names. */
export function partitionIn(folder: string): PartitionId | undefined {
  const id = folder.replaceAll('__', '/');
  return form.test(id) ? id : undefined;
}

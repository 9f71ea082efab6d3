import { readdirSync } from 'node:fs';
import type { Advisory, Exploitation } from '../../../../core/index.ts';
import type { PartitionId } from '../feed.ts';
import type { Partition } from '../partition.ts';
import { checkWritable, installPartition, type NewPartition, writeManifest } from './install.ts';
import { partitionIn, partitionsFolder } from './layout.ts';
import { readManifest, type StoredPartitionManifest } from './manifest.ts';
import { openPartition } from './open-partition.ts';

/** A row that was found by an id, and where: a statement about a package, or what is known of exploitation. */
export type FoundRecord =
  | { readonly partition: PartitionId; readonly advisory: Advisory }
  | { readonly partition: PartitionId; readonly cve: string; readonly exploitation: Exploitation };

/** The local advisory database: a folder of partitions. Everything that reads throws `E_DATABASE`, with the partition's name, on damage. */
export interface Database {
  readonly directory: string;
  /** A partition opened for reading, kept open until `close`; undefined when it is not there. */
  partition(id: PartitionId): Partition | undefined;
  /** What is known of a partition without opening it. */
  manifest(id: PartitionId): StoredPartitionManifest | undefined;
  /** All partitions that are there, by id. */
  status(): readonly StoredPartitionManifest[];
  /** Rows of all partitions whose id, alias or covered id this is, then what is known of the exploitation of the flaws that these are about. */
  search(id: string): readonly FoundRecord[];
  /** Throws `E_WRITE` where nothing can be installed: before something large is fetched in vain. */
  checkWritable(): void;
  /** Writes a new state of a partition and puts it into force. Throws `E_WRITE`, and what the records throw. */
  install(partition: NewPartition): StoredPartitionManifest;
  /** Notes that the publisher was asked and has nothing newer. Throws `E_WRITE`. */
  renew(manifest: StoredPartitionManifest, now: Date): StoredPartitionManifest;
  /** Closes a partition that was opened: another state of it comes into force. */
  forget(id: PartitionId): void;
  close(): void;
}

function partitionIds(directory: string): PartitionId[] {
  let names: string[];
  try {
    names = readdirSync(partitionsFolder(directory));
  } catch {
    // No folder yet: no partitions.
    return [];
  }
  return names.flatMap((name) => partitionIn(name) ?? []).sort();
}

/** The flaws that an id stands for: itself, and what the statements found by it say of their own. */
function cvesOf(wanted: string, rows: readonly { readonly advisory: Advisory }[]): readonly string[] {
  const named = rows.flatMap(({ advisory: { id, aliases, covers } }) => [id, ...aliases, ...covers]);
  const upper = [wanted, ...named].map((id) => id.trim().toUpperCase());
  return [...new Set(upper)].filter((id) => /^CVE-\d{4}-\d{4,}$/.test(id)).sort();
}

/** Opens the database in a folder, which is made when something is first installed. */
export function openDatabase(directory: string): Database {
  const opened = new Map<PartitionId, Partition>();
  const forget = (id: PartitionId): void => {
    opened.get(id)?.close();
    opened.delete(id);
  };
  const partition = (id: PartitionId): Partition | undefined => {
    const known = opened.get(id) ?? openPartition(directory, id);
    if (known !== undefined) opened.set(id, known);
    return known;
  };
  return {
    directory,
    partition,
    manifest: (id) => readManifest(directory, id),
    status: () => partitionIds(directory).flatMap((id) => readManifest(directory, id) ?? []),
    search(wanted) {
      const ids = partitionIds(directory);
      const rows = ids.flatMap((id) =>
        (partition(id)?.search(wanted) ?? []).map((advisory) => ({ partition: id, advisory })),
      );
      const known = ids.flatMap((id) =>
        cvesOf(wanted, rows).flatMap((cve) => {
          const exploitation = partition(id)?.exploitation(cve);
          return exploitation === undefined ? [] : [{ partition: id, cve, exploitation }];
        }),
      );
      return [...rows, ...known];
    },
    checkWritable: () => checkWritable(partitionsFolder(directory)),
    install(next) {
      forget(next.id);
      return installPartition(directory, next);
    },
    renew(manifest, now) {
      const renewed = { ...manifest, fetched: now.toISOString() };
      writeManifest(directory, renewed);
      forget(manifest.id);
      return renewed;
    },
    forget,
    close() {
      for (const id of [...opened.keys()]) forget(id);
    },
  };
}

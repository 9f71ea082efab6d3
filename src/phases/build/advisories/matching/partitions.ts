import { type Advisory, type Exploitation, type Problem, SeaworthyError } from '../../../../core/index.ts';
import type { PartitionId } from '../feed.ts';
import type { Partition } from '../partition.ts';

/** Partitions as one judging sees them: each opened once, each key read once, and what cannot be read is a problem and not an end. */
export interface OpenPartitions {
  /** Undefined when it is not there or cannot be opened. */
  get(id: PartitionId): Partition | undefined;
  advisories(partition: Partition, key: string): readonly Advisory[];
  exploitation(partition: Partition, cve: string): Exploitation | undefined;
  /** Partitions that were there, in no order. */
  used(): Partition[];
  /** What could not be read. */
  readonly problems: Problem[];
}

/** Wraps the way to a partition. Errors of the database become problems; anything else is a defect of ours and goes through. */
export function openPartitions(partition: (id: PartitionId) => Partition | undefined): OpenPartitions {
  const opened = new Map<PartitionId, Partition | undefined>();
  const rows = new Map<PartitionId, Map<string, readonly Advisory[]>>();
  const problems = new Map<PartitionId, Problem>();

  function guard<Value>(where: PartitionId, read: () => Value, otherwise: Value): Value {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      const { code, message, why } = error;
      problems.set(where, {
        code,
        message: why === undefined ? message : `${message}: ${why}`,
        where,
        part: 'advisories',
        incomplete: true,
      });
      return otherwise;
    }
  }

  return {
    get(id) {
      if (!opened.has(id))
        opened.set(
          id,
          guard(id, () => partition(id), undefined),
        );
      return opened.get(id);
    },
    advisories(from, key) {
      const keys = rows.get(from.id) ?? new Map<string, readonly Advisory[]>();
      rows.set(from.id, keys);
      const known = keys.get(key);
      if (known) return known;
      const read = guard(from.id, () => from.advisories(key), []);
      keys.set(key, read);
      return read;
    },
    exploitation: (from, cve) => guard(from.id, () => from.exploitation(cve), undefined),
    used: () => [...opened.values()].filter((one) => one !== undefined),
    get problems() {
      return [...problems.values()];
    },
  };
}

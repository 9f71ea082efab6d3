import {
  type Advisory,
  type Exploitation,
  type Problem,
  SeaworthyError,
  type Ssvc,
  withWhy,
} from '../../../../core/index.ts';
import type { Feed, Lookup, PartitionId } from '../feed.ts';
import type { Partition } from '../partition.ts';
import { isCve, normaliseId } from './identity.ts';

/** Partitions as one judging sees them: each opened once, each key read once, and what cannot be read is a problem and not an end. */
export interface OpenPartitions {
  /** Undefined when it is not there or cannot be opened. */
  get(id: PartitionId): Partition | undefined;
  advisories(partition: Partition, key: string): readonly Advisory[];
  exploitation(partition: Partition, cve: string): Exploitation | undefined;
  /** Rows about a flaw by any of its ids that rate it. A partition counts as used when it has one: it was not asked about a package. */
  ratings(id: PartitionId, cve: string): readonly Advisory[];
  /** The CVE ids that the partition's records of this id are of, as long as they are not withdrawn. */
  cvesOf(id: PartitionId, flaw: string): readonly string[];
  /** What CISA decided about a flaw, where a partition has that. */
  triage(id: PartitionId, cve: string): Ssvc | undefined;
  /** Partitions that were there, in no order. */
  used(): Partition[];
  /** What could not be read. */
  readonly problems: Problem[];
}

/** Wraps the way to a partition. Errors of the database become problems; anything else is a defect of ours and goes through. */
export function openPartitions(partition: (id: PartitionId) => Partition | undefined): OpenPartitions {
  const opened = new Map<PartitionId, Partition | undefined>();
  const rows = new Map<PartitionId, Map<string, readonly Advisory[]>>();
  const asked = new Set<PartitionId>();
  const problems = new Map<PartitionId, Problem>();

  function guard<Value>(where: PartitionId, read: () => Value, otherwise: Value): Value {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SeaworthyError)) throw error;
      const { code, message, why } = error;
      problems.set(where, {
        code,
        message: withWhy(message, why),
        where,
        part: 'advisories',
        incomplete: true,
      });
      return otherwise;
    }
  }

  function open(id: PartitionId): Partition | undefined {
    if (!opened.has(id))
      opened.set(
        id,
        guard(id, () => partition(id), undefined),
      );
    return opened.get(id);
  }

  return {
    get(id) {
      asked.add(id);
      return open(id);
    },
    ratings(id, cve) {
      const from = open(id);
      if (from === undefined) return [];
      const rated = guard(id, () => from.search(cve), []).filter((advisory) => ratesOnly(advisory, cve));
      if (rated.length > 0) asked.add(id);
      return rated;
    },
    cvesOf(id, flaw) {
      const from = open(id);
      const records = from === undefined ? [] : guard(id, () => from.search(flaw), []);
      const own = records.filter((one) => one.status !== 'withdrawn' && one.about === undefined && one.id === flaw);
      const cves = own.flatMap(({ aliases }) => aliases.filter(isCve));
      if (cves.length > 0) asked.add(id);
      return cves;
    },
    triage(id, cve) {
      const from = open(id);
      if (from === undefined) return undefined;
      const found = guard(id, () => from.search(cve), []).find((one) => one.id === cve && one.ssvc !== undefined)?.ssvc;
      if (found !== undefined) asked.add(id);
      return found;
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
    used: () => [...opened].flatMap(([id, one]) => (one !== undefined && asked.has(id) ? [one] : [])),
    get problems() {
      return [...problems.values()];
    },
  };
}

/** Whether a record says how severe this flaw is, and this flaw alone: what is said of several at once is about the worst of them. */
function ratesOnly({ status, covers, id, aliases, cvss, severity }: Advisory, cve: string): boolean {
  if (status === 'withdrawn' || covers.length > 0 || (cvss.length === 0 && severity === undefined)) return false;
  return [id, ...aliases].map(normaliseId).every((one) => !isCve(one) || one === cve);
}

/** Whether a lookup counts: those of feeds that are asked by name only where somebody has. */
export const isAsked =
  (partitions: Pick<OpenPartitions, 'get'>) =>
  ({ feed, lookup }: { readonly feed: Feed; readonly lookup: Lookup }): boolean =>
    feed.askedByName !== true || partitions.get(lookup.partition) !== undefined;

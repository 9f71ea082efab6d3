import { type Advisory, defined, type Exploitation } from '../../../core/index.ts';
import type { FeedRecord, PartitionId } from './feed.ts';
import type { Partition, PartitionManifest } from './partition.ts';

/** A partition held in memory: of records that were asked for one inventory, and of tests. */
export function memoryPartition(
  id: PartitionId,
  records: readonly FeedRecord[],
  manifest: Partial<PartitionManifest> = {},
  asked?: ReadonlySet<string>,
): Partition {
  const advisories = new Map<string, Advisory[]>();
  const exploitations = new Map<string, Exploitation>();
  for (const record of records) {
    if (record.kind === 'exploitation') exploitations.set(record.key, record.exploitation);
    else if (advisories.has(record.key)) advisories.get(record.key)?.push(record.advisory);
    else advisories.set(record.key, [record.advisory]);
  }
  return {
    id,
    ...defined({ asked }),
    manifest: {
      id,
      title: id,
      date: '2026-01-01T00:00:00.000Z',
      fetched: '2026-01-01T00:00:00.000Z',
      records: records.length,
      digest: `sha256:${'0'.repeat(64)}`,
      origin: `memory:${id}`,
      feed: id.split('/')[0] ?? id,
      files: [],
      problems: [],
      ...manifest,
    },
    advisories: (key) => advisories.get(key) ?? [],
    exploitation: (cve) => exploitations.get(cve),
    search: (wanted) =>
      [...advisories.values()]
        .flat()
        .filter(({ id: own, aliases, covers }) => [own, ...aliases, ...covers].includes(wanted)),
    close: () => {},
  };
}

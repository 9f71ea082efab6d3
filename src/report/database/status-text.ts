import type { PartitionStatus } from '../../flows/index.ts';
import { columns, humanSize } from '../terminal/columns.ts';

/** The advisory data on disk: one partition a line. */
export function statusText(partitions: readonly PartitionStatus[]): string {
  const header = ['PARTITION', 'RECORDS', 'PUBLISHED', 'FETCHED', 'SIZE', 'STATE'];
  const rows = partitions.map(({ id, records, date, fetched, bytes, stale }) => [
    id,
    String(records),
    date.slice(0, 10),
    fetched.slice(0, 16).replace('T', ' '),
    humanSize(bytes),
    stale ? 'stale' : 'fresh',
  ]);
  return columns([header, ...rows]);
}

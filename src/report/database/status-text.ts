import type { PartitionStatus } from '../../flows/index.ts';
import { humanSize } from '../terminal/columns.ts';
import { table } from '../terminal/table.ts';
import { displayWidth } from '../terminal/width.ts';

/** The advisory data on disk: one partition a line. Where there is little room the time of day gives way. */
export function statusText(partitions: readonly PartitionStatus[], width: number): string {
  const whole = statusTable(partitions, width, 16);
  const isWide = whole.split('\n').some((line) => displayWidth(line) > width);
  return isWide ? statusTable(partitions, width, 10) : whole;
}

function statusTable(partitions: readonly PartitionStatus[], width: number, fetchedLength: number): string {
  const rows = partitions.map(({ id, records, date, fetched, bytes, stale }) => [
    id,
    String(records),
    date.slice(0, 10),
    fetched.slice(0, fetchedLength).replace('T', ' '),
    humanSize(bytes),
    stale ? 'stale' : 'fresh',
  ]);
  const columns = [
    { head: 'PARTITION' },
    { head: 'RECORDS', right: true },
    { head: 'PUBLISHED' },
    { head: 'FETCHED' },
    { head: 'SIZE', right: true },
    { head: 'STATE' },
  ];
  return table(columns, rows, width);
}

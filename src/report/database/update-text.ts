import type { PartitionUpdate } from '../../flows/index.ts';
import { columns } from '../terminal/columns.ts';

/** What became of every partition that was asked for, one a line. */
export function updateText(updates: readonly PartitionUpdate[]): string {
  return columns(updates.map(row));
}

function row({ partition, state, records, date, why }: PartitionUpdate): readonly string[] {
  if (state === 'refused') return [partition, state, why ?? ''];
  const told = [records === undefined ? '' : `${records} records`, date === undefined ? '' : `of ${date.slice(0, 10)}`];
  return [partition, state, told.filter(Boolean).join(' ')];
}

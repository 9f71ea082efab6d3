import { count } from '../../core/index.ts';
import type { StoredDatabase } from '../../flows/index.ts';
import { columns, humanSize } from '../terminal/columns.ts';

/** What of the advisory data was put where: one partition a line, then the whole. */
export function storedDatabaseText({ store, digest, partitions, signature }: StoredDatabase): string {
  const rows = partitions.map(({ id, date, records, bytes }) => [
    id,
    `${records} records`,
    `of ${date.slice(0, 10)}`,
    humanSize(bytes),
  ]);
  const bytes = partitions.reduce((sum, one) => sum + one.bytes, 0);
  const signed = signature === undefined ? 'not signed' : `signature ${signature}`;
  return `${columns(rows)}\n${store}\n${digest}\n${count(partitions.length, 'partition')}, ${humanSize(bytes)}, ${signed}\n`;
}

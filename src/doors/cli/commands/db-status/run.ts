import { jsonText } from '../../../../core/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';
import { columns, humanSize } from '../../output/columns.ts';

export async function run({ flows, host, log, settings, values }: Context): Promise<number> {
  const partitions = await (await flows()).databaseStatus(settings);
  if (values.on(output.json)) {
    await host.out.write(jsonText(partitions));
    return 0;
  }
  if (partitions.length === 0) {
    log.note(
      `No advisory data yet (${settings.databaseDirectory}): a scan fetches what it needs, or use seaworthy db update.`,
    );
    return 0;
  }
  const header = ['PARTITION', 'RECORDS', 'PUBLISHED', 'FETCHED', 'SIZE', 'STATE'];
  const rows = partitions.map(({ id, records, date, fetched, bytes, stale }) => [
    id,
    String(records),
    date.slice(0, 10),
    fetched.slice(0, 16).replace('T', ' '),
    humanSize(bytes),
    stale ? 'stale' : 'fresh',
  ]);
  await host.out.write(columns([header, ...rows]));
  return 0;
}

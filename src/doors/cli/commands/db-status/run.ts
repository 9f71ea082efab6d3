import { statusText } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { printsText, writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { flows, log, settings } = context;
  const partitions = await (await flows()).databaseStatus(settings);
  await writeResult(context, {
    text: ({ width }) => (partitions.length === 0 ? '' : statusText(partitions, width)),
    json: () => partitions,
  });
  if (partitions.length === 0 && printsText(context)) {
    log.note(
      `No advisory data yet (${settings.databaseDirectory}): a scan fetches what it needs, or use seaworthy db update.`,
    );
  }
  return 0;
}

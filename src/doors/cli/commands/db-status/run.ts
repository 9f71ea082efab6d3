import { jsonText } from '../../../../core/index.ts';
import { statusText } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';

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
  await host.out.write(statusText(partitions));
  return 0;
}

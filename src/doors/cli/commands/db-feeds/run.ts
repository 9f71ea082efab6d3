import { columns } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { flows, settings } = context;
  const { enabledFeeds } = await flows();
  const feeds = (await enabledFeeds({ ...settings, feeds: {} })).map(
    ({ id, title, setting, base, publisher, licence, limits }) => ({
      id,
      title,
      setting,
      address: settings.feeds[setting] ?? base,
      publisher,
      licence,
      limits,
    }),
  );
  const rows = feeds.map(({ setting, address, publisher, licence }) => [setting, address, `${publisher} (${licence})`]);
  await writeResult(context, { text: () => columns([['NAME', 'ADDRESS', 'PUBLISHER'], ...rows]), json: () => feeds });
  return 0;
}

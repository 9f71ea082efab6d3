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
  const all = [['NAME', 'ADDRESS', 'PUBLISHER'], ...rows];
  // Addresses stay whole, to be copied: where there is little room, who publishes is left to -o json.
  const text = (width: number): string => {
    const whole = columns(all);
    return whole.split('\n').some((line) => line.length > width) ? columns(all.map((row) => row.slice(0, 2))) : whole;
  };
  await writeResult(context, { text: ({ width }) => text(width), json: () => feeds });
  return 0;
}

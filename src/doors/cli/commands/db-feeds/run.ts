import { columns } from '../../../../report/index.ts';
import type { Context } from '../../command.ts';
import { writeResult } from '../../output/write-result.ts';

export async function run(context: Context): Promise<number> {
  const { flows, host, settings } = context;
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
  // Addresses stay whole, to be copied: in a narrow terminal who publishes gives way. Nothing is left out for another program.
  const text = (width: number): string => {
    const whole = columns(all);
    const isTooWide = host.out.isTerminal && whole.split('\n').some((line) => line.length > width);
    return isTooWide ? columns(all.map((row) => row.slice(0, 2))) : whole;
  };
  await writeResult(context, { text: ({ width }) => text(width), json: () => feeds });
  return 0;
}

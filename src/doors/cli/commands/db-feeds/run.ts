import { jsonText } from '../../../../core/index.ts';
import { columns } from '../../../../report/index.ts';
import { output } from '../../catalogue/index.ts';
import type { Context } from '../../command.ts';

export async function run({ flows, host, settings, values }: Context): Promise<number> {
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
  if (values.on(output.json)) {
    await host.out.write(jsonText(feeds));
    return 0;
  }
  const rows = feeds.map(({ setting, address, publisher, licence }) => [setting, address, `${publisher} (${licence})`]);
  await host.out.write(columns([['NAME', 'ADDRESS', 'PUBLISHER'], ...rows]));
  return 0;
}

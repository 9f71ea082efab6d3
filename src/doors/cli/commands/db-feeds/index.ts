import { data, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbFeeds: Command = {
  id: 'db feeds',
  summary: 'Where advisory data comes from',
  details:
    'Name (for `--feed NAME=URL` and `SEAWORTHY_FEED_NAME`), the address in force, and whose data it is under which licence. To see what a mirror has to hold, add the file names that a `db update --verbose` shows to the address.',
  examples: [
    { command: 'seaworthy db feeds', does: 'names and addresses' },
    { command: 'seaworthy db feeds -o json', does: 'for programs' },
  ],
  arguments: [],
  flags: [...output.printing, data.feed],
  results: ['text', 'json'],
  run: async (context) => (await import('./run.ts')).run(context),
};

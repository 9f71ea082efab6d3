import { data, fetching, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbUpdate: Command = {
  id: 'db update',
  summary: 'Fetch advisory data',
  details:
    'A scan fetches what it needs by itself; this is for machines that are to work offline later, and for mirrors. Without PARTITION every partition that is there is brought up to date. A feed that is malformed, too large, or older than what is there is refused whole: the data before it stays in force, and the exit code is 1.',
  examples: [
    { command: 'seaworthy db update', does: 'everything that is there' },
    { command: 'seaworthy db update alpine/3.20 osv/Go kev epss', does: 'these partitions' },
  ],
  arguments: [
    {
      name: 'PARTITION',
      help: 'Source and release: `alpine/3.20`, `osv/npm`, `kev` …',
      optional: true,
      repeated: true,
    },
  ],
  flags: [...output.printing, data.refresh, data.allowOlder, ...fetching],
  results: ['text', 'json'],
  errors: ['E_FEED', 'E_NETWORK', 'E_DATABASE'],
  run: async (context) => (await import('./run.ts')).run(context),
};

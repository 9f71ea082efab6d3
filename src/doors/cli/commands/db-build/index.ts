import { data, fetching, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbBuild: Command = {
  id: 'db build',
  summary: 'Make ready advisory data in a folder, for others',
  details:
    'Fetches each PARTITION from its publisher and writes it, ready to be judged by, into FOLDER, which is a database like any other. Without PARTITION those that the local database holds are made. `db push` and `db export` with `--database FOLDER` hand them on: a team’s machine fetches hundreds of megabytes once, everybody else takes a few. What is in FOLDER already is brought up to date. A partition that is refused keeps the state before it, and the exit code is 1.',
  examples: [
    { command: 'seaworthy db build ready alpine/3.20 debian-tracker/bookworm osv/npm kev epss', does: 'these' },
    { command: 'seaworthy db build ready', does: 'what the local database holds' },
  ],
  arguments: [
    { name: 'FOLDER', help: 'Where it is written', completes: 'file' },
    { name: 'PARTITION', help: 'Source and release: `alpine/3.20`, `osv/npm` …', optional: true, repeated: true },
  ],
  flags: [...output.printing, data.refresh, data.allowOlder, ...fetching],
  results: ['text', 'json'],
  errors: ['E_FEED', 'E_NETWORK', 'E_DATABASE', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};

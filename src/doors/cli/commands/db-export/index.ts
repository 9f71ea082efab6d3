import { data, output, ship } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbExport: Command = {
  id: 'db export',
  summary: 'Write advisory data into one file, for an air gap',
  details:
    'The same artifact that `db push` puts into a registry, as an OCI layout in a tar archive, with a digest of everything. With `--key` it is signed as well. A file of this name is replaced when the new one is whole. Without PARTITION all of the database is written.',
  examples: [
    { command: 'seaworthy db export advisories.tar', does: 'all that is there' },
    { command: 'seaworthy db export advisories.tar debian-tracker/bookworm kev epss', does: 'these partitions' },
  ],
  arguments: [
    { name: 'FILE', help: 'The file to be written', completes: 'file' },
    { name: 'PARTITION', help: 'Source and release: `alpine/3.20`, `osv/npm` …', optional: true, repeated: true },
  ],
  flags: [ship.key, ship.passwordFile, ...output.printing, data.database],
  results: ['text', 'json'],
  errors: ['E_USAGE', 'E_KEY', 'E_DATABASE', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};

import { data, databaseSigner, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbImport: Command = {
  id: 'db import',
  summary: 'Take advisory data out of a file that `db export` wrote',
  details:
    'Every digest, every bound, the version of the form and every row is checked before a partition comes into force, whole or not at all. One that was made before what is there, or suddenly has half as many records, is refused, unless `--allow-older` or `--refresh` says otherwise. With `--database-key` (or `--database-identity`, `--database-issuer` and `--trusted-root`) the file must be signed; without, who made it is yours to know. Without PARTITION all of it is taken.',
  examples: [
    { command: 'seaworthy db import advisories.tar', does: 'all of it' },
    { command: 'seaworthy db import advisories.tar kev --database-key team.pub', does: 'one partition, signed' },
  ],
  arguments: [
    { name: 'FILE', help: 'The file', completes: 'file' },
    { name: 'PARTITION', help: 'Source and release: `alpine/3.20`, `osv/npm` …', optional: true, repeated: true },
  ],
  flags: [...databaseSigner, ...output.printing, data.refresh, data.allowOlder, data.database],
  results: ['text', 'json'],
  errors: ['E_FEED', 'E_NOT_TRUSTED', 'E_FORMAT', 'E_DIGEST_MISMATCH', 'E_LIMIT', 'E_NOT_FOUND', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};

import { data } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbArchives: Command = {
  id: 'db archives',
  summary: 'Make Java archives known by their SHA-1',
  details:
    'A Java archive that has no coordinates in it is told as not identified, with its SHA-1. This makes a list of such files, which scans look into from then on, also without a network: a line is SHA1,GROUP,ARTIFACT,VERSION, or a JSON object with the members sha1, group, artifact and version. Repositories of Maven publish the SHA-1 beside each file. The list takes the place of the one before, all of it or nothing; a file that it names under several coordinates stays unidentified, with all of them.',
  examples: [
    { command: 'seaworthy db archives archives.csv', does: 'the archives of your own repository' },
    { command: 'seaworthy db archives archives.jsonl --database /srv/advisories', does: 'into another database' },
  ],
  arguments: [{ name: 'FILE', help: 'Lines of CSV or JSON', completes: 'file' }],
  flags: [data.database],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_LIMIT', 'E_WRITE'],
  run: async (context) => (await import('./run.ts')).run(context),
};

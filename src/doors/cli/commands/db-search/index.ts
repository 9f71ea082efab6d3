import { data, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbSearch: Command = {
  id: 'db search',
  summary: 'What the local advisory data says about one flaw',
  details:
    'Looks for an id or an alias in every partition that is there: statements about packages, and whether the flaw is known to be exploited (KEV) and how likely that is (EPSS). Nothing is fetched. Where there is no data at all, the exit code is 5: nothing found would mean nothing.',
  examples: [
    { command: 'seaworthy db search CVE-2024-2511', does: 'every statement about it' },
    { command: 'seaworthy db search GHSA-xxxx-xxxx-xxxx -o json', does: 'whole records, for programs' },
  ],
  arguments: [{ name: 'ID', help: 'CVE, GHSA, GO, DSA … id' }],
  flags: [...output.printing, data.database],
  results: ['text', 'json'],
  errors: ['E_DATABASE', 'E_NO_FINDING', 'E_INCOMPLETE'],
  run: async (context) => (await import('./run.ts')).run(context),
};

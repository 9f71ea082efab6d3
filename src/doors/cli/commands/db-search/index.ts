import { data, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbSearch: Command = {
  id: 'db search',
  summary: 'What the local advisory data says about one flaw',
  details: 'Looks for an id or an alias in every partition that is there. Nothing is fetched.',
  examples: [
    { command: 'seaworthy db search CVE-2024-2511', does: 'every statement about it' },
    { command: 'seaworthy db search GHSA-xxxx-xxxx-xxxx --json', does: 'whole records, for programs' },
  ],
  arguments: [{ name: 'ID', help: 'CVE, GHSA, GO, DSA … id' }],
  flags: [output.json, data.database],
  errors: ['E_DATABASE', 'E_NO_FINDING'],
  run: async (context) => (await import('./run.ts')).run(context),
};

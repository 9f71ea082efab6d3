import { data, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const dbStatus: Command = {
  id: 'db status',
  summary: 'Which advisory data is there, and how old it is',
  details:
    'One line a partition: name, records, date of its publisher, when it was fetched, size, and `stale` where the next scan that needs it would fetch it again.',
  examples: [
    { command: 'seaworthy db status', does: 'for people' },
    { command: 'seaworthy db status -o json', does: 'for programs' },
  ],
  arguments: [],
  flags: [...output.printing, data.database],
  results: ['text', 'json'],
  errors: ['E_DATABASE'],
  run: async (context) => (await import('./run.ts')).run(context),
};

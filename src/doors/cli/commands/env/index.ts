import { output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const env: Command = {
  id: 'env',
  summary: 'The environment variables that matter, and what they are set to',
  details:
    'Those of Seaworthy and those of others that it heeds. Values that are, or may hold, a secret are not shown.',
  examples: [
    { command: 'seaworthy env', does: 'all of them' },
    { command: 'seaworthy help environment', does: 'what each is for' },
  ],
  arguments: [],
  flags: [...output.printing],
  results: ['text', 'json'],
  run: async (context) => (await import('./run.ts')).run(context),
};

import { everywhere, flags, origin, output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const configShow: Command = {
  id: 'config show',
  summary: 'The settings in force, and where each comes from',
  details:
    'As they would be for `scan` in this folder, in the form of a configuration file. A flag wins over an environment variable, that over `seaworthy.yaml` in this folder, that over your own file, that over the default. `-o json` gives each setting with its value and its origin; `-o` on this command line is about this answer alone, so the setting `output` is shown as the environment and the files have it.',
  examples: [
    { command: 'seaworthy config show', does: 'the settings' },
    { command: 'seaworthy config show --origin', does: 'and where they come from' },
    { command: 'seaworthy config show -o json', does: 'for programs' },
  ],
  arguments: [],
  flags: [origin, output.json, ...flags.filter((flag) => flag.config !== undefined && !everywhere.includes(flag))],
  results: ['text', 'json'],
  run: async (context) => (await import('./run.ts')).run(context),
};

import { everywhere, flags, origin } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const configShow: Command = {
  id: 'config show',
  summary: 'The settings in force, and where each comes from',
  details:
    'As they would be for `scan` in this folder, in the form of a configuration file. A flag wins over an environment variable, that over `seaworthy.yaml` in this folder, that over your own file, that over the default.',
  examples: [
    { command: 'seaworthy config show', does: 'the settings' },
    { command: 'seaworthy config show --origin', does: 'and where they come from' },
  ],
  arguments: [],
  flags: [origin, ...flags.filter((flag) => flag.config !== undefined && !everywhere.includes(flag))],
  run: async (context) => (await import('./run.ts')).run(context),
};

import type { Command } from '../../command.ts';

export const help: Command = {
  id: 'help',
  summary: 'Help on a command, a flag or a topic',
  details: 'Topics: `exit-codes`, `environment`, `formats`, `configuration`. The same as `--help` after a command.',
  examples: [
    { command: 'seaworthy help scan', does: 'a command' },
    { command: 'seaworthy help fail-on', does: 'a flag, in full' },
    { command: 'seaworthy help exit-codes', does: 'a topic' },
  ],
  arguments: [{ name: 'ABOUT', help: 'Command, flag or topic', optional: true, repeated: true }],
  flags: [],
  run: async ({ host, list, words }) => (await import('../../help/index.ts')).help(words, host, list),
};

import type { Command } from '../../command.ts';

export const version: Command = {
  id: 'version',
  summary: 'Version of Seaworthy and of the Node that runs it',
  details: '`seaworthy --version` prints the first line only, and is quicker.',
  examples: [{ command: 'seaworthy version', does: 'for a bug report' }],
  arguments: [],
  flags: [],
  run: async ({ host }) => {
    await host.out.write(
      `seaworthy ${host.version}\nNode ${process.versions.node} ${process.platform} ${host.architecture}\n`,
    );
    return 0;
  },
};

import type { Addition } from './addition.ts';

const commands = 'src/doors/cli/commands';

export const command: Addition = {
  what: 'a command',
  page: 'docs/add-a-command.md',
  folder: `${commands}/ID/`,
  files: {
    [`${commands}/tides/index.ts`]: `import type { Command } from '../../command.ts';

export const tides: Command = {
  id: 'tides',
  summary: 'When the next tide comes',
  details: 'It comes in time.',
  examples: [
    { command: 'seaworthy tides', does: 'the next one' },
    { command: 'seaworthy tides --quiet', does: 'the same, quietly' },
  ],
  arguments: [],
  flags: [],
  run: async (context) => (await import('./run.ts')).run(context),
};
`,
    [`${commands}/tides/run.ts`]: `import type { Context } from '../../command.ts';

export async function run({ host }: Context): Promise<number> {
  await host.out.write('high tide\\n');
  return 0;
}
`,
  },
  lines: [
    {
      file: `${commands}/index.ts`,
      from: "import { tour } from './tour/index.ts';",
      to: "import { tides } from './tides/index.ts';\nimport { tour } from './tour/index.ts';",
    },
    { file: `${commands}/index.ts`, from: '  tour,\n', to: '  tides,\n  tour,\n' },
  ],
  tests: [
    { file: 'src/doors/cli/help/index.test.ts', says: /^ok \d+ - there is help on every command/m },
    { file: 'src/doors/cli/completion/index.test.ts', says: /^# fail 0$/m },
  ],
  works: { words: ['tides'], prints: /^high tide$/m },
};

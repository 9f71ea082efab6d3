import type { Addition } from './addition.ts';

const checks = 'src/phases/1-build/checks/dockerfile/checks';

export const check: Addition = {
  what: 'a check of Dockerfiles',
  page: 'docs/add-a-check.md',
  folder: `${checks}/ID.ts`,
  files: {
    [`${checks}/telnet.ts`]: `import type { DockerfileCheck } from '../check.ts';
import { commandText } from '../helpers.ts';

export const telnet: DockerfileCheck = {
  id: 'dockerfile/telnet',
  version: 1,
  title: 'telnet in a build step',
  severity: 'low',
  aliases: [],
  why: 'What goes over telnet can be read and changed on the way.',
  remedy: 'Use ssh or https.',
  references: ['https://www.rfc-editor.org/rfc/rfc854'],
  violating: ['FROM debian:12\\nRUN telnet example.org\\n'],
  clean: ['FROM debian:12\\nRUN echo "no telnet here"\\n'],
  *look(view) {
    for (const command of view.runs('telnet')) {
      yield { at: command.at, observed: commandText(command), expected: 'ssh or https' };
    }
  },
};
`,
  },
  lines: [
    {
      file: `${checks}/index.ts`,
      from: "import { undefinedVariable } from './undefined-variable.ts';",
      to: "import { telnet } from './telnet.ts';\nimport { undefinedVariable } from './undefined-variable.ts';",
    },
    { file: `${checks}/index.ts`, from: '  undefinedVariable,\n', to: '  telnet,\n  undefinedVariable,\n' },
  ],
  tests: [{ file: 'src/flows/checks/catalogue.test.ts', says: /^ok \d+ - .*telnet/m }],
  given: {
    Dockerfile:
      'FROM debian:12@sha256:0000000000000000000000000000000000000000000000000000000000000000\nRUN telnet example.org\n',
  },
  works: { words: ['lint', 'Dockerfile', '--no-record', '-o', 'name'], prints: /^dockerfile\/telnet$/m },
};

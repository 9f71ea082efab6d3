import { output } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const rulesTest: Command = {
  id: 'rules test',
  summary: 'Whether rules speak when they should, and only then',
  details:
    'FILE is a file of tests (`x.test.yaml` beside `x.yaml`), or a folder of them. A test gives events, by the values of their fields or as JSON of a source whose events are that, or names a recording (scap, our sensor’s frames, JSON), and says which alerts must come of it: each rule as often as it is named, and no other rule at all. docs/rules.md shows the form. Rules that no test expects to speak are named. Exit code 3: a test does not hold; 5: there is no test.',
  examples: [
    { command: 'seaworthy rules test rules/', does: 'all tests in a folder' },
    { command: 'seaworthy rules test local.test.yaml', does: 'one file' },
  ],
  arguments: [{ name: 'FILE', help: 'A file of tests, or a folder of them', repeated: true, completes: 'file' }],
  flags: [...output.printing],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_USAGE'],
  run: async (context) => (await import('./run.ts')).run(context),
};

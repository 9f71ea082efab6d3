import { output, run as runFlags } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const rulesDescribe: Command = {
  id: 'rules describe',
  summary: 'What rules are once lists, macros, exceptions and overrides are worked in',
  details:
    'Each rule with the condition that is really asked, the events it is about, the fields it needs, the macros and lists that stand in it, and the output. `-o json` writes lists, macros and rules in the shape that Falco gives with `-L` and `json_output`.',
  examples: [
    { command: 'seaworthy rules describe falco_rules.yaml', does: 'all rules' },
    {
      command: 'seaworthy rules describe rules/ --rule "Terminal shell in container"',
      does: 'one of them, after local changes',
    },
  ],
  arguments: [{ name: 'FILE', help: 'A rules file, or a folder of them', repeated: true, completes: 'file' }],
  flags: [runFlags.rule, ...output.printing],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_FORMAT', 'E_NO_FINDING'],
  run: async (context) => (await import('./run.ts')).run(context),
};

import { output, run as runFlags } from '../../catalogue/index.ts';
import type { Command } from '../../command.ts';

export const rulesCheck: Command = {
  id: 'rules check',
  summary: 'Whether rules files load, and what is odd in them',
  details:
    'FILE is a rules file of Falco, or a folder of them (by name, tests left out). They are loaded in the order given, as `replay` and `watch` load them and as Falco does: what that refuses is refused here, with its place, its code and the line of the condition. Warnings are those of Falco too (unknown keys, unused macros and lists, a field name that stands where text is expected, no event type). Beside them stand hints about rules that load: one that never speaks because an earlier one meets all that it meets, or because its checks contradict one another; a list that no file defines, which is compared as text; exceptions without values, or by fields that the output does not tell. `-o json` gives all of it, and under `falco` what `falco -V` would have written. Exit code 3: the rules do not load, or `--strict` and something is odd; 5: there is no rule in the files.',
  examples: [
    { command: 'seaworthy rules check falco_rules.yaml local.yaml', does: 'two files, the second over the first' },
    { command: 'seaworthy rules check --strict rules/', does: 'a folder, where nothing may be odd' },
  ],
  arguments: [{ name: 'FILE', help: 'A rules file, or a folder of them', repeated: true, completes: 'file' }],
  flags: [runFlags.strict, ...output.printing],
  results: ['text', 'json'],
  errors: ['E_TARGET_NOT_FOUND', 'E_LIMIT'],
  run: async (context) => (await import('./run.ts')).run(context),
};

import { readCases, textOf } from './cases.ts';
import { type Difference, filterCase } from './falco-grammar/filters.ts';
import { rulesCase } from './falco-grammar/rules.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** Falco's condition language (`filters.jsonl`) and the loading of rules files (`rules.jsonl`). */
export const falcoGrammarSuite: Suite = {
  name: 'falco-grammar',
  async run(folder, options) {
    const tally = new Tally(options);
    const record = (group: string, name: string, difference: Difference): void => {
      if (difference === undefined) tally.pass(group);
      else tally.fail(group, { case: name, ...difference });
    };
    for (const line of await readCases(folder, 'filters.jsonl')) {
      const name = textOf(line, 'id');
      if (tally.wants(name)) record(`filter: ${textOf(line, 'expect')}`, name, filterCase(line));
    }
    for (const line of await readCases(folder, 'rules.jsonl')) {
      const name = textOf(line, 'id');
      if (tally.wants(name)) record('rules', name, await rulesCase(line));
    }
    return tally.result();
  },
};

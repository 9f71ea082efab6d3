import path from 'node:path';
import { eachCase, textOf } from './cases.ts';
import { filterCase } from './falco-grammar/filters.ts';
import { rulesCase } from './falco-grammar/rules.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** Falco's condition language (`filters.jsonl`) and the loading of rules files (`rules.jsonl`). */
export const falcoGrammarSuite: Suite = {
  name: 'falco-grammar',
  async run(folder, options) {
    const tally = new Tally(options);
    await eachCase(tally, path.join(folder, 'filters.jsonl'), (line) =>
      tally.judge(`filter: ${textOf(line, 'expect')}`, textOf(line, 'id'), () => filterCase(line)),
    );
    await eachCase(tally, path.join(folder, 'rules.jsonl'), (line) =>
      tally.judge('rules', textOf(line, 'id'), () => rulesCase(line)),
    );
    return tally.result();
  },
};

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadRules, problemText } from '../../src/phases/4-run/index.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

const names = (text: string, kind: string): number => [...text.matchAll(new RegExp(`^- ${kind}:`, 'gm'))].length;

/** The rules files that Falco ships: each alone and all together load without an error, and every rule in them compiles. */
export const falcoRulesSuite: Suite = {
  name: 'falco-rules',
  async run(folder, options) {
    const tally = new Tally(options);
    const found = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
    if (found.length === 0) throw new Error(`${folder}: no rules files`);
    const files = await Promise.all(
      found.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
    );
    const sets = [...files.map((file) => ({ name: file.name, files: [file] })), { name: 'all together', files }];
    for (const set of sets) {
      await tally.judge('files', set.name, async () => {
        const loaded = await loadRules(set.files);
        const expected = set.files.reduce((sum, { text }) => sum + names(text, 'rule'), 0);
        if (loaded.successful && loaded.rules.length === expected) return undefined;
        const actual = [`${loaded.rules.length} rules`, ...loaded.errors.map(problemText)].join('; ');
        return { expected: `${expected} rules and no error`, actual };
      });
    }
    return tally.result();
  },
};

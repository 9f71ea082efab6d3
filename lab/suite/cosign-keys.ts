import path from 'node:path';
import { loadSigningKey } from '../../src/phases/2-ship/index.ts';
import { eachCase, textOf } from './cases.ts';
import type { Suite } from './suite.ts';
import { Tally } from './tally.ts';

/** A refusal for the scrypt parameters must not have derived anything. */
const quick = 1_000;

/** Encrypted key files: those that must open with their password, and those that must be refused. */
export const cosignKeysSuite: Suite = {
  name: 'cosign-keys',
  async run(folder, options) {
    const tally = new Tally(options);
    await eachCase(tally, path.join(folder, 'cases.jsonl'), async (line) => {
      const [name, group, expected] = [textOf(line, 'id'), textOf(line, 'group'), textOf(line, 'expect')];
      await tally.judge(group, name, async () => {
        const file = { text: textOf(line, 'pem'), password: Buffer.from(textOf(line, 'password')), where: name };
        const start = performance.now();
        const { verdict, why } = await loadSigningKey(file).then(
          ({ publicKey }) => ({ verdict: 'accept', why: publicKey.algorithm }),
          (error: unknown) => ({ verdict: 'reject', why: String(error) }),
        );
        const took = performance.now() - start;
        const slow = textOf(line, 'reason').startsWith('scrypt parameters') && took >= quick;
        if (verdict === expected && !slow) return undefined;
        return { expected, actual: `${verdict}${slow ? ` after ${took} ms` : ''}: ${why}` };
      });
    });
    return tally.result();
  },
};

import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseCommandLine } from './parse/parse-command-line.ts';

/** Files whose sentences begin with our name. */
const proseOf = [
  'phases/3-deploy/admission/response.ts',
  'foundations/ledger/header.ts',
  'doors/cli/commands/version/index.ts',
];

/** Commands that are named in texts, as they are written there: between backticks, or alone on what follows a colon. */
const written = /\\?`seaworthy ((?:[^`\\$\n]|\$\{[^}]*\})+)\\?`/g;

test('every command that a message names is one, with flags that it has and as many words as it wants', async () => {
  const source = new URL('../../', import.meta.url).pathname;
  let seen = 0;
  const wrong: string[] = [];
  for await (const file of glob('**/*.ts', { cwd: source })) {
    if (file.endsWith('.test.ts') || proseOf.includes(file) || file.includes('/testing/')) continue;
    const text = await readFile(join(source, file), 'utf8');
    for (const [, command = ''] of text.matchAll(written)) {
      // What is put in right behind a word may be nothing; elsewhere it is a word.
      const whole = command
        .replaceAll(/(?<=\w)\$\{[^}]*\}/g, '')
        .replaceAll(/\$\{[^}]*\}/g, 'X')
        .replaceAll('...', 'X');
      const [line = ''] = whole.split(' | ');
      const words = line.split(' ');
      // A group is a thing to speak of, too.
      if (line === 'ledger' || line.startsWith('X') || line.startsWith('…')) continue;
      seen += 1;
      try {
        await parseCommandLine(words, '/');
      } catch (error) {
        wrong.push(`${file}: seaworthy ${command}: ${String(error)}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(seen > 40, `only ${seen} were found`);
});

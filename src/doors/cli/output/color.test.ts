import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wantsColor } from './color.ts';

test('colour: the flag, then NO_COLOR, then CLICOLOR_FORCE, then the terminal', () => {
  const cases = [
    { choice: 'auto', env: {}, isTerminal: true, expected: true },
    { choice: 'auto', env: {}, isTerminal: false, expected: false },
    { choice: 'auto', env: { TERM: 'dumb' }, isTerminal: true, expected: false },
    { choice: 'auto', env: { NO_COLOR: '1' }, isTerminal: true, expected: false },
    { choice: 'auto', env: { NO_COLOR: '' }, isTerminal: true, expected: true },
    { choice: 'auto', env: { CLICOLOR_FORCE: '1' }, isTerminal: false, expected: true },
    { choice: 'auto', env: { CLICOLOR_FORCE: '0' }, isTerminal: false, expected: false },
    { choice: 'auto', env: { CLICOLOR_FORCE: '1', NO_COLOR: '1' }, isTerminal: true, expected: false },
    { choice: 'always', env: { NO_COLOR: '1' }, isTerminal: false, expected: true },
    { choice: 'never', env: { CLICOLOR_FORCE: '1' }, isTerminal: true, expected: false },
  ] as const;
  for (const { choice, env, isTerminal, expected } of cases) {
    assert.equal(wantsColor(choice, env, { isTerminal }), expected, JSON.stringify({ choice, env, isTerminal }));
  }
});

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { isOffered } from '../catalogue/flag.ts';
import { flags } from '../catalogue/index.ts';
import { commandList, commands } from '../commands/index.ts';
import { completionScript } from './index.ts';
import { shells } from './shells.ts';

const formats = ['table', 'json'];

test('every shell is offered every command and every flag', () => {
  for (const shell of shells) {
    const script = completionScript(shell, commandList, formats);
    for (const { id } of commands)
      for (const word of id.split(' ')) assert.match(script, new RegExp(`\\b${word}\\b`), `${shell} ${id}`);
    for (const { name } of flags.filter(isOffered)) assert.ok(script.includes(name), `${shell} ${name}`);
  }
});

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

/** What bash offers for a command line whose last word is being typed. */
function offered(words: readonly string[]): readonly string[] {
  const script = `${completionScript('bash', commandList, formats)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _seaworthy; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const said = execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8', cwd: '/' });
  return said.split('\n').filter(Boolean).sort();
}

const dbCommands = 'archives bases build export feeds import pull push search status update'.split(' ');

test('bash completes commands, their second words, flags and values', {
  skip: has('bash') ? false : 'no bash here',
}, () => {
  assert.deepEqual(offered(['seaworthy', 'sc']), ['scan']);
  assert.deepEqual(offered(['seaworthy', 'db', '']), dbCommands);
  assert.deepEqual(offered(['seaworthy', 'scan', '--off']), ['--offline']);
  assert.deepEqual(offered(['seaworthy', 'db', 'status', '--ou']), ['--output']);
  assert.deepEqual(offered(['seaworthy', 'scan', 'x', '-o', '']), ['json', 'table']);
  assert.deepEqual(offered(['seaworthy', 'db', 'status', '-o', '']), ['json', 'text']);
  assert.deepEqual(offered(['seaworthy', 'voyage', 'x', '--output', 'h']), ['html']);
  assert.deepEqual(offered(['seaworthy', 'replay', 'x', '-o', '']), ['json', 'jsonl', 'table', 'text']);
  assert.deepEqual(offered(['seaworthy', '-q', 'scan', '--color', 'a']), ['always', 'auto']);
  assert.deepEqual(offered(['seaworthy', 'scan', '--color', '=', 'n']), ['never']);
  assert.deepEqual(offered(['seaworthy', 'completion', 'z']), ['zsh']);
  assert.ok(offered(['seaworthy', 'scan', 'et']).includes('etc'));
});

test('zsh can read its script', { skip: has('zsh') ? false : 'no zsh here' }, () => {
  execFileSync('zsh', ['-n', '-s'], { input: completionScript('zsh', commandList, formats) });
});

/** What fish offers for a command line. */
function offeredByFish(line: string): readonly string[] {
  const script = `${completionScript('fish', commandList, formats)}\ncomplete -C '${line}'\n`;
  // As a file: the script is longer than an argument may be.
  const folder = mkdtempSync(path.join(tmpdir(), 'seaworthy-'));
  const file = path.join(folder, 'complete.fish');
  writeFileSync(file, script);
  const said = execFileSync('fish', ['--no-config', file], { encoding: 'utf8', cwd: '/' });
  rmSync(folder, { recursive: true });
  return said
    .split('\n')
    .filter(Boolean)
    .map((row) => row.split('\t')[0] ?? '')
    .sort();
}

test('fish completes the same', { skip: has('fish') ? false : 'no fish here' }, () => {
  assert.deepEqual(offeredByFish('seaworthy sc'), ['scan']);
  assert.deepEqual(offeredByFish('seaworthy db '), dbCommands);
  assert.deepEqual(offeredByFish('seaworthy scan --off'), ['--offline']);
  assert.deepEqual(offeredByFish('seaworthy scan x -o '), ['json', 'table']);
  assert.deepEqual(offeredByFish('seaworthy db status -o '), ['json', 'text']);
  assert.deepEqual(offeredByFish('seaworthy completion z'), ['zsh']);
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { badCommits, type Commit } from './commit-rules.ts';
import { root } from './repository.ts';

/** The commit that began to be bound by the rule. */
const since = '95803ac6908748528b65f6842d0388813f4efc86';

function commitsSince(commit: string): readonly Commit[] | undefined {
  const git = (...words: readonly string[]): string => execFileSync('git', words, { cwd: root, encoding: 'utf8' });
  try {
    return git('log', '--no-merges', '--format=%H%x1f%s%x1f%b%x1e', `${commit}..HEAD`)
      .split('\x1e')
      .map((text) => text.trim().split('\x1f'))
      .filter(([id]) => id)
      .map(([id = '', subject = '', body = '']) => ({ id, subject, body }));
  } catch {
    return undefined;
  }
}

const commits = existsSync(path.join(root, '.git')) ? commitsSince(since) : undefined;
const skip = commits === undefined ? 'no history of commits here' : false;

test('commits say what in a short subject, and why in a body', { skip }, () => {
  assert.deepEqual(badCommits(commits ?? []), []);
});

test('commits that do not are told', () => {
  const commit = (subject: string, body: string): Commit => ({ id: 'f'.repeat(40), subject, body });
  assert.deepEqual(badCommits([commit('Globs are compared in linear time', 'A star cost time.')]), []);
  const bad = [commit('x', 'why'), commit(`Long ${'x'.repeat(70)}`, 'why'), commit('Says what it does', ' \n')];
  assert.deepEqual(
    badCommits(bad).map((line) => line.replace(/^.*: /, '')),
    ['the subject says nothing', 'the subject has 75 characters; 72 is the most', 'no body says why'],
  );
});

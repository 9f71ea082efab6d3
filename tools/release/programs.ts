import { execFileSync } from 'node:child_process';
import { defined } from '../../src/core/index.ts';

/** Runs a program and gives what it prints. Throws when it fails, with what it said. Times, names and sorting are those of no place. */
export function output(program: string, words: readonly string[], cwd?: string): string {
  return execFileSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    ...defined({ cwd }),
  });
}

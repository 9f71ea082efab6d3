import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/*
 * `npm test [-- FILE, FOLDER or PATTERN ... or flags of node --test]`: all tests of the repository in one process, from the sources as they are.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const given = process.argv.slice(2);
const patterns = given.some((argument) => !argument.startsWith('-'))
  ? given.map(testsBelow)
  : [...given, 'src/**/*.test.ts', 'lab/**/*.test.ts', 'tools/**/*.test.ts'];

/** A folder stands for the tests in it: node takes one for a module. */
function testsBelow(argument: string): string {
  const isFolder = statSync(path.resolve(root, argument), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? `${argument.replace(/\/+$/, '')}/**/*.test.ts` : argument;
}

const child = spawn(
  process.execPath,
  [
    `--import=${root}tools/property-seed.ts`,
    '--test',
    '--test-isolation=none',
    '--test-timeout=60000',
    '--test-force-exit',
    `--test-reporter=${root}tools/reporter.ts`,
    '--test-reporter-destination=stdout',
    ...patterns,
  ],
  { cwd: root, stdio: 'inherit' },
);
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});

#!/usr/bin/env node
// The program's first file. The build makes old syntax of it, and it imports no built-in by name, so that every Node which can read modules at all gets as
// far as the clear line below, and `--version` costs nothing.
import url from 'node:url';
import { codeFile } from './start/code-folder.ts';
import { openScripts } from './start/scripts.ts';
import { version } from './version.ts';

/** Set by the build, which makes scripts of the program: names the build. */
declare const SEAWORTHY_PROGRAM: string | undefined;

/** What `run.ts` gives out. */
type Main = typeof import('./run.ts').main;

const root = new URL('../../../', import.meta.url);

const argument = process.argv[2];
const parts = process.versions.node.split('.').map(Number);
const [major = 0, minor = 0, patch = 0] = parts;
const newEnough =
  major > 24 || (major === 24 && minor >= 15) || (major === 22 && (minor > 22 || (minor === 22 && patch >= 2)));

if (process.argv.length === 3 && (argument === '--version' || argument === '-V')) {
  process.stdout.write(`seaworthy ${version()}\n`);
} else if (!newEnough) {
  process.stderr.write(
    `Seaworthy needs Node 22.22.2 or newer of the line 22, or 24.15 or newer; this is Node ${process.versions.node} (${process.execPath}). Install a newer one from https://nodejs.org [E_USAGE]\n`,
  );
  process.exitCode = 2;
} else if (typeof SEAWORTHY_PROGRAM === 'string') {
  const scripts = openScripts(
    url.fileURLToPath(new URL('./scripts/', import.meta.url)),
    codeFile(SEAWORTHY_PROGRAM, process.argv.slice(2)),
  );
  // A command line that was not understood shows nothing of what its command does, and its first word may be anything.
  process.once('exit', (code) => code === 2 || scripts.keep());
  (scripts.use('run.js').main as Main)(root, scripts.changeFlag);
} else {
  import('./run.ts').then(({ main }) => main(root, process.getBuiltinModule('node:v8').setFlagsFromString));
}

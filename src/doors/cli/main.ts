#!/usr/bin/env node
// The program's first file. It imports nothing but built-ins through their default export and uses only old syntax, so that every Node which
// can read modules at all gets as far as the clear line below, and `--version` costs nothing.
import module from 'node:module';
import { version } from './version.ts';

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
} else {
  enableCompileCache();
  import('./run.ts').then(({ main }) => main(new URL('../../../', import.meta.url)));
}

/** Compiled code is kept in the user's own cache folder, not in a shared one where somebody else could leave it. */
function enableCompileCache(): void {
  const cache = process.env.XDG_CACHE_HOME || (process.env.HOME ? `${process.env.HOME}/.cache` : '');
  if (!cache.startsWith('/')) return;
  const fs = process.getBuiltinModule('node:fs');
  const folder = `${cache}/seaworthy/compiled`;
  // Node would make it with its parents, which does not end where a folder takes no other, as in /proc.
  for (const each of [cache, `${cache}/seaworthy`, folder]) {
    try {
      fs.mkdirSync(each);
    } catch {
      // It is there, or cannot be: then nothing is kept.
    }
  }
  if (fs.existsSync(folder)) module.enableCompileCache(folder);
}

import type { Host } from './host.ts';
import { processHost } from './process-host.ts';

/** Reads the command line of this process and runs one command. `root` is the folder of the package. */
export async function main(root: URL): Promise<void> {
  const host = processHost(root);
  process.exitCode = await cli(process.argv.slice(2), host);
}

/** Runs one command line and gives the exit code. Help loads nothing but help. */
export async function cli(words: readonly string[], host: Host): Promise<number> {
  const before = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  if (words.length === 0 || words[0] === 'help' || before.includes('--help') || before.includes('-h')) {
    const about = before.filter((word) => !word.startsWith('-') && word !== 'help');
    const { help } = await import('./help/index.ts');
    return help(about, host, { lenient: words[0] !== 'help' });
  }
  const { runCommand } = await import('./run-command.ts');
  return runCommand(words, host);
}

import type { Host } from './host.ts';
import { type ChangeFlag, processHost } from './process-host.ts';

/**
 * Reads the command line of this process and runs one command. `root` is the folder of the package; `changeFlag` changes a flag
 * of the engine.
 */
export async function main(root: URL, changeFlag: ChangeFlag): Promise<void> {
  process.once('uncaughtException', fail);
  const host = processHost(root, changeFlag);
  process.exitCode = await cli(process.argv.slice(2), host);
  await host.leave();
}

/** What no command has caught: a defect of ours, told in the form of every other error. Nothing may be loaded any more. */
function fail(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  const where = process.argv.includes('--debug') && error instanceof Error ? `\n${error.stack}` : '';
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
  process.stderr.write(
    `error: an error that should not happen: ${line}. Please report it with the output of the same command and \`--debug\`. [E_INTERNAL]${where}\n`,
    () => process.exit(1),
  );
}

/** Runs one command line and gives the exit code. Help loads nothing but help. */
export async function cli(words: readonly string[], host: Host): Promise<number> {
  const before = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  if (words.length === 0 || words[0] === 'help' || before.includes('--help') || before.includes('-h')) {
    const about = before.filter((word) => !word.startsWith('-') && word !== 'help');
    const [{ help }, { commandList }] = await Promise.all([import('./help/index.ts'), import('./commands/index.ts')]);
    return help(about, host, commandList, { lenient: words[0] !== 'help' });
  }
  const { runCommand } = await import('./run-command.ts');
  return runCommand(words, host);
}

import { nearest } from '../../../core/index.ts';
import { flags } from '../catalogue/index.ts';
import type { CommandList } from '../command.ts';
import type { Host } from '../host.ts';
import { commandHelp, flagHelp, groupHelp, overview } from './pages.ts';
import { topics } from './topics.ts';

/** How lenient to be: `scan x --help` is help on `scan`, but `help x` is a question about `x`. */
interface HelpOptions {
  readonly lenient?: boolean;
}

/** Prints help on a command, a flag or a topic; the overview when nothing is named. Gives the exit code. */
export async function help(
  about: readonly string[],
  host: Host,
  list: CommandList,
  { lenient = false }: HelpOptions = {},
): Promise<number> {
  const page = await findPage(about, host, list, lenient);
  if (page !== undefined) {
    await host.out.write(page);
    return 0;
  }
  const words = about.join(' ');
  const known = [...list.commands.map(({ id }) => id), ...topics.map(({ id }) => id), ...flags.map(({ name }) => name)];
  const similar = nearest(words, known);
  const next = similar === undefined ? 'See `seaworthy help`.' : `Did you mean \`seaworthy help ${similar}\`?`;
  const { SeaworthyError, errorLine } = await import('../../../core/index.ts');
  await host.err.write(
    `error: ${errorLine(new SeaworthyError('E_USAGE', `there is no help on ${JSON.stringify(words.slice(0, 200))}`, { next }))}\n`,
  );
  return 2;
}

async function findPage(
  about: readonly string[],
  host: Host,
  list: CommandList,
  lenient: boolean,
): Promise<string | undefined> {
  const { columns } = host.out;
  const { commands, groups } = list;
  if (about.length === 0) return overview(list, columns);
  const matches = (id: string): boolean => {
    const words = id.split(' ');
    return words.every((word, index) => about[index] === word) && (lenient || words.length === about.length);
  };
  const command = commands.find(({ id }) => matches(id));
  if (command) return commandHelp(command, columns);
  const name = about[0]?.replace(/^-+/, '');
  const flag = about.length === 1 ? flags.find((one) => one.name === name) : undefined;
  const group = Object.keys(groups).find(matches);
  // `config` is both.
  if (group !== undefined) return groupHelp(group, list, columns) + (flag ? `\n${flagHelp(flag, list, columns)}` : '');
  const topic = topics.find(({ id }) => matches(id));
  if (topic) return topic.text(columns, host);
  if (flag) return flagHelp(flag, list, columns);
  return lenient ? overview(list, columns) : undefined;
}

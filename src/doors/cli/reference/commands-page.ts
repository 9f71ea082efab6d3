import type { ReportFormat } from '../../../report/index.ts';
import { categories, type Flag, isOffered, usage } from '../catalogue/flag.ts';
import { everywhere } from '../catalogue/index.ts';
import { type Command, synopsis } from '../command.ts';
import { commands } from '../commands/index.ts';
import { defaultOf } from '../help/pages.ts';
import { hasMeaning } from '../output/destinations.ts';
import { resultFormats } from '../output/result-format.ts';
import { code, notice, table } from './markdown.ts';

/** A format of `-o`, as the reference tells it. */
export type FormatInfo = Pick<ReportFormat, 'id' | 'title' | 'tells'>;

/** `docs/commands.md`. */
export function commandsPage(formats: readonly FormatInfo[]): string {
  const list = commands.map(
    (command) => `- [${code(`seaworthy ${command.id}`)}](#${anchor(command)}): ${command.summary}\n`,
  );
  return [
    notice,
    '# Commands\n\n',
    'Standard output carries the result and nothing else; messages go to standard error. `--help` after any command, or `seaworthy help COMMAND`, says the same in the terminal. Every flag is told in full in [configuration.md](configuration.md), exit codes in [exit-codes.md](exit-codes.md), errors in [errors.md](errors.md).\n\n',
    ...list,
    ...commands.map(commandSection),
    '\n## Flags of every command\n\n',
    flagTable(everywhere),
    '## Formats\n\nFor `-o FORMAT` and `-o FORMAT=FILE`. A format that would tell nothing of what a command finds out is refused; where a setting for all commands names it, it is left out.\n\n',
    table(
      ['Format', 'What it is', 'Commands'],
      formats.map((format) => [code(format.id), format.title, commandsWith(format)]),
    ),
    'All other commands print a result of their own, in these forms:\n\n',
    table(
      ['Format', 'What it is', 'Commands'],
      Object.entries(resultFormats).map(([id, title]) => [code(id), title, commandsThatPrint(id)]),
    ),
  ]
    .join('')
    .trimEnd()
    .concat('\n');
}

const commandsWith = (format: FormatInfo): string =>
  commands
    .filter((command) => hasMeaning(format, command))
    .map(({ id }) => code(id))
    .join(', ');

const commandsThatPrint = (format: string): string =>
  commands
    .filter(({ results }) => results?.some((one) => one === format))
    .map(({ id }) => code(id))
    .join(', ');

const anchor = (command: Command): string => `seaworthy-${command.id.replaceAll(' ', '-')}`;

function commandSection(command: Command): string {
  const examples = command.examples.map(({ command: line, does }) => `# ${does}\n${line}\n`).join('\n');
  const words = command.arguments.map(({ name, help, optional, repeated }) => {
    const often = [optional ? 'optional' : '', repeated ? 'repeatable' : ''].filter(Boolean).join(', ');
    return `- ${code(name)}${often === '' ? '' : ` (${often})`}: ${help}\n`;
  });
  const errors = (command.errors ?? []).map((id) => `[${id}](errors.md#${id.toLowerCase()})`);
  return [
    `\n## seaworthy ${command.id}\n\n${command.summary}.\n\n`,
    `\`\`\`sh\n${synopsis(command)}\n\`\`\`\n\n`,
    `${command.details}\n\n`,
    words.length === 0 ? '' : `${words.join('')}\n`,
    `\`\`\`sh\n${examples}\`\`\`\n\n`,
    command.flags.length === 0 ? '' : flagTable(command.flags),
    errors.length === 0 ? '' : `Typical errors: ${errors.join(', ')}.\n`,
  ].join('');
}

function flagTable(flags: readonly Flag[]): string {
  const order = Object.keys(categories);
  const sorted = flags.filter(isOffered).toSorted((a, b) => order.indexOf(a.category) - order.indexOf(b.category));
  return table(
    ['Flag', 'What it does', 'Default'],
    sorted.map((flag) => [
      `[${code(`${flag.short === undefined ? '' : `-${flag.short}, `}${usage(flag)}`)}](configuration.md#--${flag.name})`,
      flag.help,
      defaultOf(flag),
    ]),
  );
}

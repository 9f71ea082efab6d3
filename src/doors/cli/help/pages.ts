import { categories, type Flag, isOffered, usage } from '../catalogue/flag.ts';
import { everywhere } from '../catalogue/index.ts';
import { projectNote } from '../catalogue/project.ts';
import { type Command, type CommandList, synopsis } from '../command.ts';
import { resultFormats } from '../output/result-format.ts';
import { definitions, paragraph, readable, section } from './layout.ts';
import { bySection } from './sections.ts';
import { topics } from './topics.ts';

/** What `seaworthy` alone prints. */
export function overview({ commands }: CommandList, columns: number): string {
  const examples = [
    ['seaworthy tour', 'see what it does, offline, on a small image'],
    ['seaworthy scan alpine:3.20', 'what is in an image and what is wrong with it'],
  ] as const;
  const widest = Math.max(...commands.map(({ id }) => id.length));
  // Names padded alike, so that the sections stand below one another.
  const list = bySection(commands).map(([title, own]) =>
    section(
      title,
      definitions(
        own.map(({ id, summary }) => [id.padEnd(widest), summary]),
        columns,
      ),
    ),
  );
  const more = topics.map(({ id, summary }) => [`help ${id}`, summary] as const);
  return [
    paragraph('Seaworthy: container security for an image’s whole voyage.', columns),
    section('Examples', definitions(examples, columns)),
    ...list,
    section('Flags of every command', definitions(everywhere.map(flagRow), columns)),
    section('More', definitions([['help COMMAND', 'flags and examples of a command'], ...more], columns)),
  ].join('');
}

/** Help on a command: examples first, then the flags that most people need, then the rest in groups. */
export function commandHelp(command: Command, columns: number): string {
  const common = command.flags.filter((flag) => flag.common && isOffered(flag));
  const rest = command.flags.filter((flag) => !flag.common && isOffered(flag));
  const grouped = Object.entries(categories).map(([category, title]) => {
    const rows = rest.filter((flag) => flag.category === category).map(flagRow);
    return rows.length === 0 ? '' : section(title, definitions(rows, columns));
  });
  return [
    `${synopsis(command)}\n\n`,
    paragraph(`${command.summary}.`, columns),
    section('Examples', examplesOf(command, columns)),
    section('About', paragraph(command.details, columns, 2)),
    command.arguments.length === 0
      ? ''
      : section(
          'Arguments',
          definitions(
            command.arguments.map(({ name, help }) => [name, help]),
            columns,
          ),
        ),
    common.length === 0 ? '' : section('Common flags', definitions(common.map(flagRow), columns)),
    command.results === undefined ? '' : section('Formats of -o', formatsOf(command, columns)),
    ...grouped,
    section('Flags of every command', definitions(everywhere.map(flagRow), columns)),
    section('More', definitions([['help FLAG', 'the whole truth about a flag: seaworthy help fail-on']], columns)),
  ].join('');
}

function examplesOf(command: Command, columns: number): string {
  const rows = command.examples.slice(0, 4).map(({ command: line, does }) => [line, does] as const);
  const longest = Math.max(...rows.map(([line]) => line.length));
  const widest = Math.max(...rows.map(([, does]) => longest + does.length + 6));
  // Lines to copy are never broken: what they do stands above them where there is no room beside.
  if (widest <= readable(columns)) {
    return rows.map(([line, does]) => `  ${line.padEnd(longest)}  # ${does}\n`).join('');
  }
  return rows.map(([line, does]) => `  # ${does}\n  ${line}\n`).join('');
}

/** Help on the commands that begin with the same word. */
export function groupHelp(group: string, { commands, groups }: CommandList, columns: number): string {
  const rows = commands.filter(({ id }) => id.startsWith(`${group} `)).map(({ id, summary }) => [id, summary] as const);
  return `${paragraph(`${groups[group]}.`, columns)}${section('Commands', definitions(rows, columns))}`;
}

/** The whole truth about a flag. */
export function flagHelp(flag: Flag, { commands }: CommandList, columns: number): string {
  const negation = flag.form === 'switch' || (flag.form === 'value' && flag.negation !== undefined);
  const users = commands.filter((command) => command.flags.includes(flag)).map(({ id }) => id);
  const rows: (readonly [string, string])[] = [
    [
      'written',
      `${flag.short === undefined ? '' : `-${flag.short}, `}${usage(flag)}${negation ? `, --no-${flag.name}` : ''}`,
    ],
    ...(flag.replacedBy === undefined ? [] : [['today', flag.replacedBy] as const]),
    ['default', defaultOf(flag)],
    ...(flag.env === undefined
      ? []
      : [['environment', `${flag.env}${flag.form === 'map' ? flag.keyPlaceholder : ''}`] as const]),
    ...(flag.config === undefined
      ? []
      : [['configuration', [flag.config, projectNote(flag.project)].filter(Boolean).join(', ')] as const]),
    ['commands', everywhere.includes(flag) ? 'all' : users.join(', ')],
  ];
  return `${paragraph(`--${flag.name}: ${flag.help}.`, columns)}\n${paragraph(flag.details, columns)}\n${definitions(rows, columns)}`;
}

/** The default, as a person reads it. */
export function defaultOf(flag: Flag): string {
  if (flag.form === 'switch') return 'off';
  if (flag.form === 'value' && flag.default !== undefined) return flag.default;
  return flag.defaultMeans ?? 'none';
}

/** What `-o` can name, where it is not what every report has. */
function formatsOf({ reports, results = [] }: Command, columns: number): string {
  const own = results.map((id) => [id, resultFormats[id]] as const);
  const more = reports === undefined ? [] : ([['…', 'a report of it all: seaworthy help formats']] as const);
  return definitions([...own, ...more], columns);
}

function flagRow(flag: Flag): readonly [string, string] {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  const standard = flag.form === 'value' && flag.default !== undefined ? ` (${flag.default})` : '';
  return [`${short}${usage(flag)}`, `${flag.help}${standard}`];
}

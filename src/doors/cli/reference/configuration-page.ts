import { environmentVariables } from '../catalogue/environment.ts';
import { categories, type Flag, usage } from '../catalogue/flag.ts';
import { everywhere, flags } from '../catalogue/index.ts';
import { projectNote } from '../catalogue/project.ts';
import { commands } from '../commands/index.ts';
import { defaultOf } from '../help/pages.ts';
import { precedenceNote, projectFileNote } from '../help/topics.ts';
import { code, notice, table } from './markdown.ts';

/** `docs/configuration.md`. */
export function configurationPage(): string {
  const sections = Object.entries(categories).map(([category, title]) => {
    const own = flags.filter((flag) => flag.category === category);
    return own.length === 0 ? '' : `## ${title}\n\n${own.map(flagSection).join('')}`;
  });
  const variables = environmentVariables.map(({ name, help, prefix, sensitive }) => [
    code(prefix ? `${name}NAME` : name),
    `${help}${sensitive ? ' (never shown)' : ''}`,
  ]);
  return [
    notice,
    '# Configuration\n\n',
    `${precedenceNote}\n\n${projectFileNote}\n\n`,
    'A configuration file is YAML. Unknown keys and values that are not well formed are errors, with their line. [schemas/config.schema.json](schemas/config.schema.json) lets an editor complete and check it.\n\n',
    `\`\`\`yaml\n${exampleConfig}\`\`\`\n\n`,
    ...sections,
    `## Environment variables\n\n${table(['Variable', 'What it does'], variables)}`,
  ]
    .join('')
    .trimEnd()
    .concat('\n');
}

/** Shown in the page; a test reads it as a configuration file. */
export const exampleConfig = `# yaml-language-server: $schema=./docs/schemas/config.schema.json
output: [table, json=report.json]
fail-on:
  - severity>=high,fixable
  - exploited
refresh: true
max-layer-bytes: 4GiB
`;

function flagSection(flag: Flag): string {
  const negation = flag.form === 'switch' || (flag.form === 'value' && flag.negation !== undefined);
  const users = commands.filter((command) => command.flags.includes(flag)).map(({ id }) => code(id));
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  const rows: (readonly [string, string])[] = [
    ['Written', code(`${short}${usage(flag)}`) + (negation ? `, ${code(`--no-${flag.name}`)}` : '')],
    ...(flag.replacedBy === undefined ? [] : [['Today', code(flag.replacedBy)] as const]),
    ['Default', defaultOf(flag)],
    [
      'Environment',
      flag.env === undefined ? '–' : code(flag.form === 'map' ? `${flag.env}${flag.keyPlaceholder}` : flag.env),
    ],
    [
      'Configuration',
      flag.config === undefined ? '–' : [code(flag.config), projectNote(flag.project)].filter(Boolean).join(', '),
    ],
    ['Commands', everywhere.includes(flag) ? 'all' : users.join(', ')],
  ];
  const often = flag.form === 'list' || flag.form === 'map' ? ' May be given several times.' : '';
  return `### --${flag.name}\n\n${flag.help}. ${flag.details}${often}\n\n${table(['', ''], rows)}`;
}

import type { CompletionModel, FlagModel } from './model.ts';

const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Completions for fish. */
export function fish(model: CompletionModel): string {
  const lines = [
    '# Completion of seaworthy for fish: ~/.config/fish/completions/seaworthy.fish',
    'complete -c seaworthy -f',
    ...model.first.map(
      ({ word, summary }) => `complete -c seaworthy -n __fish_use_subcommand -a ${word} -d ${quote(summary)}`,
    ),
  ];
  for (const [group, words] of Object.entries(model.second)) {
    const known = words.map(({ word }) => word).join(' ');
    const when = quote(`__fish_seen_subcommand_from ${group}; and not __fish_seen_subcommand_from ${known}`);
    for (const { word, summary } of words)
      lines.push(`complete -c seaworthy -n ${when} -a ${word} -d ${quote(summary)}`);
  }
  for (const { id, flags, words } of model.commands) {
    const when = quote(
      id
        .split(' ')
        .map((word) => `__fish_seen_subcommand_from ${word}`)
        .join('; and '),
    );
    if (words === 'file') lines.push(`complete -c seaworthy -n ${when} -F`);
    else if (words !== 'none') lines.push(`complete -c seaworthy -n ${when} -a ${quote(words.join(' '))}`);
    for (const flag of flags) {
      const short = flag.short === undefined ? '' : ` -s ${flag.short}`;
      lines.push(`complete -c seaworthy -n ${when} -l ${flag.name}${short}${value(flag.value)} -d ${quote(flag.help)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function value(of: FlagModel['value']): string {
  if (of === undefined) return '';
  if (of === 'file') return ' -r -F';
  if (of === 'directory') return " -x -a '(__fish_complete_directories)'";
  return of === 'any' ? ' -x' : ` -x -a ${quote(of.join(' '))}`;
}

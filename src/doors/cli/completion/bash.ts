import { type CompletionModel, type FlagModel, flagValues } from './model.ts';

/** A completion function for bash 4 and newer. */
export function bash(model: CompletionModel): string {
  const flagsOf = (flags: readonly FlagModel[]): string =>
    flags.flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]).join(' ');
  const valueCases = flagValues(model).map(({ flag: { name, short, value }, command }) => {
    const of = (written: string): string => (command === undefined ? `*' ${written}'` : `'${command} ${written}'`);
    const pattern = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])].map(of).join('|');
    return `    ${pattern}) ${offer(value)}; return ;;`;
  });
  const secondCases = Object.entries(model.second).map(
    ([group, words]) => `    ${group}) words='${words.map(({ word }) => word).join(' ')}' ;;`,
  );
  const commandCases = model.commands.map(
    ({ id, flags, words }) =>
      `    '${id}') flags='${flagsOf(flags)}'; words='${typeof words === 'string' ? '' : words.join(' ')}'; files=${words === 'file' ? 1 : 0} ;;`,
  );
  return `# Completion of seaworthy for bash: source <(seaworthy completion bash)
_seaworthy() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  local command='' flags='' words='' files=0 index word
  COMPREPLY=()
  # What follows the equals sign of --flag=value.
  if [[ $current == '=' ]]; then current=''; elif [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    [[ $word == -* ]] && continue
    case $command in
      '') command=$word ;;
      ${Object.keys(model.second).join('|')}) command="$command $word" ;;
      *) break ;;
    esac
  done
  case "$command $previous" in
${valueCases.join('\n')}
  esac
  case $command in
    '') words='${model.first.map(({ word }) => word).join(' ')}' ;;
${secondCases.join('\n')}
${commandCases.join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags --help" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    if ((files)); then compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current")); fi
  fi
}
complete -F _seaworthy seaworthy ./seaworthy
`;
}

function offer(value: FlagModel['value']): string {
  if (value === 'file') return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current"))';
  if (value === 'directory') return 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$current"))';
  if (value === 'any' || value === undefined) return ':';
  return `COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$current"))`;
}

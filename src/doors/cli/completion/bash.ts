import type { CompletionModel, FlagModel } from './model.ts';

/** A completion function for bash 4 and newer. */
export function bash(model: CompletionModel): string {
  const flagsOf = (flags: readonly FlagModel[]): string =>
    flags.flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]).join(' ');
  const values = new Map<string, FlagModel>();
  for (const { flags } of model.commands)
    for (const flag of flags) if (flag.value !== undefined) values.set(flag.name, flag);

  const valueCases = [...values.values()].map((flag) => {
    const pattern = [`--${flag.name}`, ...(flag.short === undefined ? [] : [`-${flag.short}`])].join('|');
    return `    ${pattern}) ${offer(flag.value)}; return ;;`;
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
  case $previous in
${valueCases.join('\n')}
  esac
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    [[ $word == -* ]] && continue
    case $command in
      '') command=$word ;;
      ${Object.keys(model.second).join('|')}) command="$command $word" ;;
      *) break ;;
    esac
  done
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

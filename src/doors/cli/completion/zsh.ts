import type { CommandModel, CompletionModel, FlagModel } from './model.ts';

/** Text inside single quotes, where colons and brackets mean something to `_describe` and `_arguments`. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''").replace(/[[\]:]/g, (mark) => `\\${mark}`)}'`;
}

/** A completion function for zsh, to be put into a file `_seaworthy` on `$fpath`. */
export function zsh(model: CompletionModel): string {
  const described = (words: readonly { readonly word: string; readonly summary: string }[]): string =>
    words.map(({ word, summary }) => `'${word}:'${quote(summary)}`).join(' ');
  const groups = Object.entries(model.second).map(
    ([group, words]) => `    ${group})
      if ((CURRENT == 3)); then
        local -a second; second=(${described(words)}); _describe command second; return
      fi
      command="$words[2] $words[3]"; skip=3 ;;`,
  );
  const commands = model.commands.map((command) => `    '${command.id}') _arguments -s ${specs(command).join(' ')} ;;`);
  return `#compdef seaworthy
# Completion of seaworthy for zsh: write it to a file _seaworthy in a folder of $fpath.
_seaworthy() {
  local command skip=2
  if ((CURRENT == 2)); then
    local -a first; first=(${described(model.first)}); _describe command first; return
  fi
  command=$words[2]
  case $words[2] in
${groups.join('\n')}
  esac
  shift $((skip - 1)) words
  ((CURRENT -= skip - 1))
  case $command in
${commands.join('\n')}
  esac
}
if [[ $funcstack[1] == _seaworthy ]]; then _seaworthy "$@"; else compdef _seaworthy seaworthy; fi
`;
}

function specs(command: CommandModel): readonly string[] {
  const { words } = command;
  const positional = words === 'none' ? [] : [`'*:word:${words === 'file' ? '_files' : `(${words.join(' ')})`}'`];
  return [...command.flags.flatMap(flagSpecs), ...positional];
}

function flagSpecs(flag: FlagModel): readonly string[] {
  const value = valueSpec(flag.value);
  const help = `'['${quote(flag.help)}']${value}'`;
  const long = `'*--${flag.name}${value === '' ? '' : '='}'${help}`;
  return flag.short === undefined ? [long] : [long, `'*-${flag.short}'${help}`];
}

function valueSpec(value: FlagModel['value']): string {
  if (value === undefined) return '';
  if (value === 'file') return ':file:_files';
  if (value === 'directory') return ':folder:_files -/';
  return value === 'any' ? ':value: ' : `:value:(${value.join(' ')})`;
}

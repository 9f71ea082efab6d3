import { type CompletionModel, type FlagModel, flagValues } from './model.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An argument completer for PowerShell 5.1 and newer. */
export function powershell(model: CompletionModel): string {
  const table = (words: readonly { readonly word: string; readonly summary: string }[]): string =>
    `@(${words.map(({ word, summary }) => `@(${quote(word)}, ${quote(summary)})`).join(', ')})`;
  const flagsOf = (flags: readonly FlagModel[]): string =>
    table(flags.map(({ name, help }) => ({ word: `--${name}`, summary: help })));
  const commands = model.commands.map(({ id, flags, words }) => {
    const own = typeof words === 'string' ? '@()' : table(words.map((word) => ({ word, summary: word })));
    return `    ${quote(id)} = @{ flags = ${flagsOf(flags)}; words = ${own} }`;
  });
  const groups = Object.entries(model.second).map(([group, words]) => `    ${quote(group)} = ${table(words)}`);
  const choices = flagValues(model).flatMap(({ flag: { name, short, value }, command }) => {
    if (typeof value !== 'object') return [];
    const written = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
    const list = table(value.map((word) => ({ word, summary: word })));
    return written.map((flag) => `    ${quote(command === undefined ? flag : `${command} ${flag}`)} = ${list}`);
  });
  return `# Completion of seaworthy for PowerShell: seaworthy completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName seaworthy -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $first = ${table(model.first)}
  $groups = @{
${groups.join('\n')}
  }
  $commands = @{
${commands.join('\n')}
  }
  $choices = @{
${choices.join('\n')}
  }
  $all = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $words = @($all | Where-Object { -not $_.StartsWith('-') })
  $offers = $first
  $own = if ($words.Count -gt 0) { if ($groups.ContainsKey($words[0]) -and $words.Count -gt 1) { "$($words[0]) $($words[1])" } else { $words[0] } } else { '' }
  if ($all.Count -gt 0 -and $choices.ContainsKey("$own $($all[-1])")) { $offers = $choices["$own $($all[-1])"] }
  elseif ($all.Count -gt 0 -and $choices.ContainsKey($all[-1])) { $offers = $choices[$all[-1]] }
  elseif ($words.Count -gt 0) {
    $id = $words[0]
    if ($groups.ContainsKey($id)) {
      if ($words.Count -eq 1) { $offers = $groups[$id] } else { $id = "$id $($words[1])" }
    }
    if ($commands.ContainsKey($id)) {
      $offers = if ($wordToComplete.StartsWith('-')) { $commands[$id].flags } else { $commands[$id].words }
    }
  }
  $offers | Where-Object { $_[0] -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`;
}

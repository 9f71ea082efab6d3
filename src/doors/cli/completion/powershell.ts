import type { CompletionModel, FlagModel } from './model.ts';

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An argument completer for PowerShell 5.1 and newer. */
export function powershell(model: CompletionModel): string {
  const table = (words: readonly { readonly word: string; readonly summary: string }[]): string =>
    `@(${words.map(({ word, summary }) => `@(${quote(word)}, ${quote(summary)})`).join(', ')})`;
  const flagsOf = (flags: readonly FlagModel[]): string =>
    table(flags.map(({ name, help }) => ({ word: `--${name}`, summary: help })));
  const values = new Map<string, readonly string[]>();
  for (const { flags } of model.commands)
    for (const { name, value } of flags) if (typeof value === 'object') values.set(name, value);

  const commands = model.commands.map(({ id, flags, words }) => {
    const own = typeof words === 'string' ? '@()' : table(words.map((word) => ({ word, summary: word })));
    return `    ${quote(id)} = @{ flags = ${flagsOf(flags)}; words = ${own} }`;
  });
  const groups = Object.entries(model.second).map(([group, words]) => `    ${quote(group)} = ${table(words)}`);
  const choices = [...values].map(
    ([name, list]) => `    ${quote(`--${name}`)} = ${table(list.map((word) => ({ word, summary: word })))}`,
  );
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
  if ($all.Count -gt 0 -and $choices.ContainsKey($all[-1])) { $offers = $choices[$all[-1]] }
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

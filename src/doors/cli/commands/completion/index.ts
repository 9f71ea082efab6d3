import type { Command } from '../../command.ts';
import { shells } from '../../completion/shells.ts';

export const completion: Command = {
  id: 'completion',
  summary: 'A script that lets your shell complete commands and flags',
  details:
    'bash: `source <(seaworthy completion bash)` in ~/.bashrc. zsh: write it to a file `_seaworthy` in a folder of `$fpath`. fish: write it to ~/.config/fish/completions/seaworthy.fish. PowerShell: `seaworthy completion powershell | Out-String | Invoke-Expression` in your profile.',
  examples: [
    { command: 'source <(seaworthy completion bash)', does: 'for this shell' },
    { command: 'seaworthy completion fish > ~/.config/fish/completions/seaworthy.fish', does: 'for good' },
  ],
  arguments: [{ name: 'SHELL', help: `One of ${shells.join(', ')}`, completes: shells }],
  flags: [],
  run: async (context) => (await import('./run.ts')).run(context),
};

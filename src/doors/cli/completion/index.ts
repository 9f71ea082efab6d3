import type { CommandList } from '../command.ts';
import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { completionModel } from './model.ts';
import { powershell } from './powershell.ts';
import type { Shell } from './shells.ts';
import { zsh } from './zsh.ts';

const writers = { bash, zsh, fish, powershell } as const;

/** The script for a shell. `formats` are the values of `-o`. */
export function completionScript(shell: Shell, list: CommandList, formats: readonly string[]): string {
  return writers[shell](completionModel(list, formats));
}

import { defined } from '../../../core/index.ts';
import { type Flag, isOffered } from '../catalogue/flag.ts';
import { everywhere, output } from '../catalogue/index.ts';
import type { Command, CommandList } from '../command.ts';

/** A flag as completion sees it. */
export interface FlagModel {
  readonly name: string;
  readonly short?: string;
  readonly help: string;
  /** Absent for a switch. `any` is a value that nobody can guess. */
  readonly value?: 'file' | 'directory' | 'any' | readonly string[];
}

export interface CommandModel {
  /** `scan`, `db update`. */
  readonly id: string;
  readonly summary: string;
  readonly flags: readonly FlagModel[];
  /** What the first word may be. */
  readonly words: 'file' | 'none' | readonly string[];
}

/** Everything that completion offers. */
export interface CompletionModel {
  readonly commands: readonly CommandModel[];
  /** First words: commands of one word, and groups. */
  readonly first: readonly { readonly word: string; readonly summary: string }[];
  /** Group → its second words. */
  readonly second: Readonly<Record<string, readonly { readonly word: string; readonly summary: string }[]>>;
}

export function completionModel({ commands, groups }: CommandList, formats: readonly string[]): CompletionModel {
  const flagModel = (flag: Flag, { reports, results = [] }: Command): FlagModel => {
    const common = { name: flag.name, help: flag.help, ...defined({ short: flag.short }) };
    if (flag.form === 'switch') return common;
    if (flag.name === output.output.name)
      return { ...common, value: [...results, ...(reports === undefined ? [] : formats)] };
    return { ...common, value: flag.type.values ?? flag.type.completes ?? 'any' };
  };
  const single = commands.filter(({ id }) => !id.includes(' '));
  return {
    commands: commands.map((command) => ({
      id: command.id,
      summary: command.summary,
      flags: [...command.flags, ...everywhere].filter(isOffered).map((flag) => flagModel(flag, command)),
      words: command.arguments.find(({ completes }) => completes !== undefined)?.completes ?? 'none',
    })),
    first: [
      ...single.map(({ id, summary }) => ({ word: id, summary })),
      ...Object.entries(groups).map(([word, summary]) => ({ word, summary })),
    ],
    second: Object.fromEntries(
      Object.keys(groups).map((group) => [
        group,
        commands
          .filter(({ id }) => id.startsWith(`${group} `))
          .map(({ id, summary }) => ({ word: id.slice(group.length + 1), summary })),
      ]),
    ),
  };
}

/** What a flag takes; `command` where it is not what the flag takes at most others. */
export interface FlagValue {
  readonly flag: FlagModel;
  readonly command?: string;
}

/** Every flag that takes a value, for shells that look it up by its name: the exceptions of single commands first. */
export function flagValues({ commands }: CompletionModel): readonly FlagValue[] {
  const standard = new Map<string, FlagModel>();
  const exceptions: FlagValue[] = [];
  for (const { id, flags } of commands)
    for (const flag of flags) {
      if (flag.value === undefined) continue;
      const known = standard.get(flag.name);
      if (known === undefined) standard.set(flag.name, flag);
      else if (String(known.value) !== String(flag.value)) exceptions.push({ flag, command: id });
    }
  return [...exceptions, ...[...standard.values()].map((flag) => ({ flag }))];
}

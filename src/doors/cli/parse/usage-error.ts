import { existsSync } from 'node:fs';
import path from 'node:path';
import type { CommanderError } from 'commander';
import { nearest, SeaworthyError } from '../../../core/index.ts';
import { everywhere } from '../catalogue/index.ts';
import type { Command } from '../command.ts';
import { commands, groups } from '../commands/index.ts';
import { commandAnswer, flagAnswer, foreignCommand } from './habits.ts';

/** The parser's complaint in our form, with what was probably meant: our word for another tool's, or the nearest that would have been understood. */
export function usageError(
  error: CommanderError,
  words: readonly string[],
  command: Command | undefined,
  folder: string,
): SeaworthyError {
  const [complaint = '', ...more] = error.message.replace(/^error: /, '').split('\n');
  if (error.code === 'commander.unknownCommand') return unknownCommand(complaint, words, folder);
  const general = `See \`seaworthy help${command === undefined ? '' : ` ${command.id}`}\`.`;
  const what = complaint.replace(/\.$/, '');
  const say = (next: string): SeaworthyError =>
    new SeaworthyError('E_USAGE', what, { next: `${next} ${general}`.trim() });
  if (error.code === 'commander.unknownOption' || error.code === 'commander.excessArguments') {
    const ours = flagAnswer(words, ownFlags(command));
    if (ours !== undefined) return say(ours);
  }
  if (error.code === 'commander.excessArguments' && command !== undefined) {
    const word = words.slice(command.id.split(' ').length).find((one) => foreignCommand(one) !== undefined);
    if (word !== undefined)
      return say(`Leave out \`${word}\`: \`seaworthy ${command.id}\` finds out what it is given.`);
  }
  const suggestion = /Did you mean (.*)\?\)/.exec(more.join(' '))?.[1]?.replace(/^one of /, '');
  return say(suggestion === undefined ? '' : `Did you mean ${suggestion}?`);
}

/** As they are written, of a command. */
function ownFlags(command: Command | undefined): ReadonlySet<string> {
  const flags = [...(command?.flags ?? []), ...everywhere];
  return new Set(flags.flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]));
}

function unknownCommand(complaint: string, words: readonly string[], folder: string): SeaworthyError {
  const word = /'(.*)'/s.exec(complaint)?.[1] ?? '';
  const group = words[words.indexOf(word) - 1];
  const prefix = group !== undefined && Object.hasOwn(groups, group) ? `${group} ` : '';
  const what = `there is no command ${JSON.stringify(`${prefix}${word}`.slice(0, 200))}`;
  const say = (next: string): SeaworthyError => new SeaworthyError('E_USAGE', what, { next });
  const ids = commands.map(({ id }) => id).filter((id) => id.startsWith(prefix));
  const similar = nearest(`${prefix}${word}`, prefix === '' ? [...ids, ...Object.keys(groups)] : ids);
  const mistyped = similar === undefined ? undefined : say(`Did you mean \`seaworthy ${similar}\`?`);
  // Below a group of ours a slip of the pen is likelier than a habit: `db updte`, but `config Dockerfile`.
  if (prefix !== '' && mistyped !== undefined) return mistyped;
  const foreign = foreignCommand(prefix === '' ? word : prefix.trim());
  if (foreign !== undefined) {
    const ours = commands.find(({ id }) => foreign.ours.some((line) => `${line} `.startsWith(`${id} `)));
    return say([commandAnswer(foreign), flagAnswer(words, ownFlags(ours))].filter(Boolean).join(' '));
  }
  if (mistyped !== undefined) return mistyped;
  const isTarget = prefix === '' && (/[/:@]/.test(word) || existsSync(path.resolve(folder, word)));
  return say(isTarget ? `To look into it: \`seaworthy scan ${word.slice(0, 200)}\`.` : 'See `seaworthy help`.');
}

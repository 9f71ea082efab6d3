import { type ForeignCommand, type ForeignFlag, foreignCommands, foreignFlags } from './foreign-words.ts';

/** What is said of one line: a few words are enough. */
const mostFlags = 6;
const maxShown = 80;

/** Our command for a word of another tool. */
export function foreignCommand(word: string): ForeignCommand | undefined {
  return foreignCommands.find(({ words }) => words.includes(word.toLowerCase()));
}

/** "Did you mean" for a command of another tool, in our words. */
export function commandAnswer({ ours, note }: ForeignCommand): string {
  const lines = ours.map((line) => `\`seaworthy ${line}\``);
  return `Did you mean ${lines.join(' or ')}?${note === undefined ? '' : ` ${note}`}`;
}

/**
 * Our words for the flags of other tools that stand on a line: "Ours for `--severity HIGH`: `--fail-on high`; for …". Undefined where there are none. Flags that
 * `known` has are the command's own.
 */
export function flagAnswer(words: readonly string[], known: ReadonlySet<string>): string | undefined {
  const parts: string[] = [];
  const end = words.indexOf('--');
  const line = end === -1 ? words : words.slice(0, end);
  for (const [index, word] of line.entries()) {
    const [name = '', written] = splitValue(word);
    const flag = known.has(name) ? undefined : foreignFlag(name);
    if (flag === undefined) continue;
    const behind = line[index + 1];
    const value =
      written ?? (flag.takesValue && behind !== undefined && (behind === '-' || !behind.startsWith('-')) ? behind : '');
    const shown = [name, value].filter(Boolean).join(' ').slice(0, maxShown);
    const ours = typeof flag.ours === 'string' ? flag.ours : flag.ours(value.slice(0, maxShown));
    const part = `for \`${shown}\`: ${ours}`;
    if (!parts.includes(part) && parts.length < mostFlags) parts.push(part);
  }
  return parts.length === 0 ? undefined : `Ours ${parts.join('; ')}.`;
}

const foreignFlag = (name: string): ForeignFlag | undefined => foreignFlags.find(({ flags }) => flags.includes(name));

/** `--name=value` */
function splitValue(word: string): readonly [string, string?] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1;
  return at === -1 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

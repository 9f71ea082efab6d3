import { CommanderError, Command as Parser } from 'commander';
import { SeaworthyError } from '../../../core/index.ts';
import { type Flag, usage } from '../catalogue/flag.ts';
import { everywhere } from '../catalogue/index.ts';
import type { Command } from '../command.ts';
import { commands, groups } from '../commands/index.ts';
import type { ValueLayer, ValueReading } from '../values/values.ts';

/** A command line that has been understood. */
export interface ParsedLine {
  readonly command: Command;
  /** What stands there without a flag. */
  readonly words: readonly string[];
  /** The flags that the command knows. */
  readonly flags: readonly Flag[];
  readonly layer: ValueLayer;
}

/** Reads a command line. Throws `E_USAGE` with what was probably meant. `folder` tells whether a stray word is a file. */
export async function parseCommandLine(words: readonly string[], folder: string): Promise<ParsedLine> {
  const given = new Map<Flag, ValueReading[]>();
  let found: Omit<ParsedLine, 'layer'> | undefined;
  const root = parser('seaworthy');
  declare(root, everywhere, given);
  const parents = new Map<string, Parser>([['', root]]);

  for (const name of Object.keys(groups)) parents.set(name, subcommand(root, name));
  // Where the line begins with its command, the flags of the others are nobody's business.
  const meant = commandAtStart(words);
  for (const command of meant === undefined ? commands : [meant]) {
    const [first = '', second] = command.id.split(' ');
    const own =
      second === undefined
        ? subcommand(root, first)
        : subcommand(parents.get(first) ?? parents.set(first, subcommand(root, first)).get(first) ?? root, second);
    // A command may begin others: `sbom`, `sbom check`.
    if (second === undefined) parents.set(first, own);
    for (const { name, optional, repeated } of command.arguments) {
      const inner = repeated ? `${name}...` : name;
      own.argument(optional ? `[${inner}]` : `<${inner}>`);
    }
    declare(own, command.flags, given);
    own.action(() => {
      found = { command, words: own.args, flags: [...command.flags, ...everywhere] };
    });
  }

  try {
    root.parse([...words], { from: 'user' });
  } catch (error) {
    throw await asUsageError(error, words, folder);
  }
  if (found) return { ...found, layer: { kind: 'flag', readings: given } };
  throw noCommand();
}

function commandAtStart(words: readonly string[]): Command | undefined {
  const fitting = commands.filter(({ id }) => id === words.slice(0, id.split(' ').length).join(' '));
  // Of `sbom` and `sbom check` the one of more words.
  return fitting.toSorted((a, b) => b.id.length - a.id.length)[0];
}

function noCommand(): SeaworthyError {
  return new SeaworthyError('E_USAGE', 'no command is given', { next: 'See `seaworthy help`.' });
}

function parser(name: string): Parser {
  const made = new Parser(name);
  made.helpOption(false).helpCommand(false).exitOverride();
  made.configureOutput({ writeErr: () => {}, writeOut: () => {} });
  return made;
}

function subcommand(parent: Parser, name: string): Parser {
  const made = parser(name);
  parent.addCommand(made);
  return made;
}

/** Tells the parser of the flags, and keeps every occurrence in `given`. */
function declare(to: Parser, flags: readonly Flag[], given: Map<Flag, ValueReading[]>): void {
  for (const flag of flags) {
    const keep = (reading: ValueReading): void => {
      given.set(flag, [...(given.get(flag) ?? []), reading]);
    };
    const where = `--${flag.name}`;
    const short = flag.short === undefined ? '' : `-${flag.short}, `;
    const placeholder = usage(flag).slice(where.length + 1);
    to.option(`${short}${where}${flag.form === 'switch' ? '' : ` <${placeholder}>`}`);
    to.on(`option:${flag.name}`, (text: string | undefined) => {
      if (flag.form === 'switch') keep({ text: 'true', where });
      else if (flag.form === 'map') keep({ ...splitPair(flag, text ?? ''), where });
      else keep({ text: text ?? '', where });
    });
    const negation = flag.form === 'switch' ? 'false' : flag.form === 'value' ? flag.negation : undefined;
    if (negation === undefined) continue;
    to.option(`--no-${flag.name}`);
    to.on(`option:no-${flag.name}`, () => keep({ text: negation, where: `--no-${flag.name}` }));
  }
}

function splitPair(flag: Flag, text: string): { readonly key: string; readonly text: string } {
  const at = text.indexOf('=');
  if (at > 0) return { key: text.slice(0, at).toLowerCase(), text: text.slice(at + 1) };
  const wanted = usage(flag).slice(flag.name.length + 3);
  throw new SeaworthyError('E_USAGE', `--${flag.name} wants ${wanted}, not ${JSON.stringify(text.slice(0, 200))}`, {
    next: `See \`seaworthy help ${flag.name}\`.`,
  });
}

/** The parser's complaint in our form. What people write elsewhere is loaded here and not before. */
async function asUsageError(error: unknown, words: readonly string[], folder: string): Promise<unknown> {
  if (!(error instanceof CommanderError)) return error;
  if (error.code === 'commander.help') {
    const group = words.find((word) => Object.hasOwn(groups, word));
    if (group === undefined) return noCommand();
    const known = commands.map(({ id }) => id).filter((id) => id.startsWith(`${group} `));
    return new SeaworthyError('E_USAGE', `\`seaworthy ${group}\` wants one more word`, {
      next: `Use ${known.join(', ')}.`,
    });
  }
  const { usageError } = await import('./usage-error.ts');
  return usageError(error, words, commandAtStart(words), folder);
}

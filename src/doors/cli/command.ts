import type { ErrorCode } from '../../core/index.ts';
import type { Settings } from '../../flows/index.ts';
import type { ReportContent } from '../../report/index.ts';
import type { Flag } from './catalogue/flag.ts';
import type { Flows, Host } from './host.ts';
import type { Log } from './output/log.ts';
import type { ResultFormat } from './output/result-format.ts';
import type { Values } from './values/values.ts';

/** Something that stands on the command line without a flag. */
export interface Argument {
  /** As help shows it: `TARGET`. */
  readonly name: string;
  readonly help: string;
  readonly optional?: boolean;
  /** May be given several times; only the last argument may. */
  readonly repeated?: boolean;
  readonly completes?: 'file' | readonly string[];
}

export interface CommandExample {
  readonly command: string;
  readonly does: string;
}

/** What a command is given to work with. */
export interface Context {
  readonly command: Command;
  /** Every command there is, for those that tell of the others. */
  readonly list: CommandList;
  readonly words: readonly string[];
  readonly values: Values;
  readonly host: Host;
  readonly log: Log;
  /** Settings for a flow; progress goes to where the user can see it. */
  readonly settings: Settings;
  /** The use cases, loaded now. Throws `E_USAGE` when a setting names a feed that there is not. */
  flows(): Promise<Flows>;
  /** The report that is told, where it was read and not made: its findings are found again there. A file, or `ledger:` and a reference. */
  readonly reportGiven?: string;
  /** Whether escape sequences for colour may go to standard output. */
  readonly color: boolean;
  /** Takes the progress off the screen, before a result is printed. */
  endProgress(): void;
}

/** One command: what help, completion and the reference say of it, and what it does. The work is loaded when the command runs. */
export interface Command {
  /** Its words: `scan`, `db update`. */
  readonly id: string;
  /** One line, no full stop. */
  readonly summary: string;
  /** A paragraph or two for its help. */
  readonly details: string;
  /** The first two stand in its help. */
  readonly examples: readonly [CommandExample, ...CommandExample[]];
  readonly arguments: readonly Argument[];
  /** Besides those that every command knows. */
  readonly flags: readonly Flag[];
  /** It runs until it is told to end: no time is set for it. */
  readonly isServer?: true;
  /** It takes more than one image at once: `--platform all` has a meaning. */
  readonly takesSeveral?: true;
  /** What its reports hold, where `-o` writes them: decides which formats have a meaning for it. */
  readonly reports?: readonly ReportContent[];
  /** What `-o` can write of a result that is no report. The first is printed unless something else is asked for. */
  readonly results?: readonly ResultFormat[];
  /** Codes of errors that are typical of it, for the reference. */
  readonly errors?: readonly ErrorCode[];
  /** Gives the exit code. */
  run(context: Context): Promise<number>;
}

/** Every command, in the order in which help shows them. */
export interface CommandList {
  readonly commands: readonly Command[];
  /** Words that begin several commands, and what these have in common. */
  readonly groups: Readonly<Record<string, string>>;
}

/** The line that shows how a command is written. */
export function synopsis(command: Command): string {
  const words = command.arguments.map(({ name, optional, repeated }) => {
    const word = repeated ? `${name}...` : name;
    return optional ? `[${word}]` : word;
  });
  return ['seaworthy', command.id, ...words, '[flags]'].join(' ');
}

/** `NAME=value` before a command, or an argument of `export`. */
export interface Assignment {
  readonly name: string;
  /** Without quotes; variables as written. */
  readonly value: string;
  readonly offset: number;
}

/** One simple command of a shell script (POSIX shell, 2.9.1). */
export interface ShellCommand {
  /** Last part of the path of the program: `apt-get`; empty for assignments alone. */
  readonly program: string;
  /** The same as it is written, without quotes: `./install.sh`. */
  readonly path: string;
  /** Arguments without quotes; variables and substitutions as written. */
  readonly args: readonly string[];
  readonly assignments: readonly Assignment[];
  /** Where the program's word begins in the script. */
  readonly offset: number;
  /** True when it reads what the command before writes. */
  readonly piped: boolean;
  /** Programs of the commands that its words substitute: `sh -c "$(curl …)"`. */
  readonly substitutes: readonly string[];
}

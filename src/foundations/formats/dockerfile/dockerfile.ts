/** A place in the file. Lines and columns count from 1; a column is a UTF-16 unit, as editors and SARIF count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A piece of the arguments of an instruction, as written (quotes and escapes kept). */
export interface Word {
  readonly raw: string;
  readonly at: Position;
}

/** `--name=value` or `--name` before the arguments. */
export interface InstructionFlag {
  readonly name: string;
  /** As written; undefined when there is no `=`. */
  readonly value: string | undefined;
  readonly at: Position;
}

/** One `NAME=value` of `ENV`, `LABEL` or `ARG`, as written. */
export interface Pair {
  readonly name: string;
  /** As written (quotes and escapes kept); undefined for an `ARG` without default. */
  readonly value: string | undefined;
  /** Written as `ENV NAME value`, without an equals sign. */
  readonly legacy: boolean;
  readonly at: Position;
}

/** A document after an instruction: `<<NAME`, `<<-NAME`, `3<<NAME`. */
export interface Heredoc {
  readonly name: string;
  readonly descriptor: number;
  /** False when the name is quoted: the shell then expands nothing in it. */
  readonly expand: boolean;
  /** `<<-`: leading tabs are taken off. */
  readonly chomp: boolean;
  /** The lines between, with their line feeds. */
  readonly content: string;
  /** First line of the content. */
  readonly line: number;
}

/** A comment, without `#` and outer space. */
export interface Comment {
  readonly text: string;
  readonly line: number;
}

/** One instruction. `text` is its arguments with continuation lines joined; `at` finds the place of any part of them. */
export interface Instruction {
  /** In capitals: `RUN`. */
  readonly keyword: string;
  /** As written: `run`. */
  readonly written: string;
  readonly start: Position;
  /** Its last line, heredocs included. */
  readonly endLine: number;
  /** The last line of the instruction itself, before its heredocs. */
  readonly lastLine: number;
  readonly flags: readonly InstructionFlag[];
  /** What follows keyword and flags, trimmed. */
  readonly text: string;
  /** The place of the character at this offset of `text`. */
  at(offset: number): Position;
  /** The elements, when the arguments are a JSON array of strings (exec form). */
  readonly list?: readonly string[];
  /** Parts between white space, quotes respected. */
  readonly words: readonly Word[];
  /** Of `ENV`, `LABEL` and `ARG`. */
  readonly pairs: readonly Pair[];
  readonly heredocs: readonly Heredoc[];
  /** Comment lines above it (since the instruction before) and between its own lines. */
  readonly comments: readonly Comment[];
  /** Blank lines inside a continuation. */
  readonly emptyContinuations: readonly number[];
  /** The instruction that `ONBUILD` carries. */
  readonly trigger?: Instruction;
}

/** One `FROM` and what follows it. */
export interface Stage {
  readonly index: number;
  /** As written after `AS`. */
  readonly name?: string;
  /** The image or stage, as written (variables not expanded). */
  readonly image: string;
  /** The image with variables of the global scope expanded; undefined when one of them has no value. */
  readonly resolvedImage: string | undefined;
  /** The same as far as it is known: `${NAME}` stands where a variable has no value. */
  readonly knownImage: string;
  /** The earlier stage that `image` names. */
  readonly base?: Stage;
  readonly from: Instruction;
  /** Without the `FROM`. */
  readonly instructions: readonly Instruction[];
}

/** Something that a builder would refuse, or that we read otherwise than written. */
export interface ReadProblem {
  readonly line: number;
  readonly message: string;
}

/** `# name=value` lines at the very top. */
export interface Directives {
  readonly syntax?: string;
  readonly escapeChar: '\\' | '`';
  /** Value of `# check=…`: `skip=A,B;error=true`. */
  readonly check?: string;
}

/** A Dockerfile as read. */
export interface Dockerfile {
  readonly directives: Directives;
  /** Before the first `FROM`: `ARG`s of the global scope. All of them when the file is a fragment without `FROM`. */
  readonly preamble: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** All in order, `FROM`s included. */
  readonly instructions: readonly Instruction[];
  /** All comment lines of the file. */
  readonly comments: readonly Comment[];
  readonly problems: readonly ReadProblem[];
}

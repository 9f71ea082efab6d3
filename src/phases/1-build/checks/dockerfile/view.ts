import type { Dockerfile, Instruction, Position, Stage } from '../../../../foundations/formats/index.ts';
import { SourceText } from './mends/source-text.ts';
import { type OtherReader, type PlacedCommand, type PlacedScript, placedScript, readByOthers } from './scripts.ts';
import { type Value, valuesOf } from './values.ts';

/** A Dockerfile as the checks see it: what several of them ask is worked out once. */
export class DockerfileView {
  readonly file: Dockerfile;
  /** What it was read from, where something in it is to be mended; empty else. */
  readonly source: SourceText;
  /** All instructions in order, with those that `ONBUILD` carries. */
  readonly instructions: readonly Instruction[];
  readonly #readByOthers: ReadonlyMap<Instruction, OtherReader>;
  #values: ReadonlyMap<Instruction, readonly Value[]> | undefined;
  #metOthers = 0;
  readonly #scripts = new Map<Instruction, PlacedScript>();
  readonly #unread: PlacedScript['unread'][number][] = [];

  constructor(file: Dockerfile, text = '') {
    this.file = file;
    this.source = new SourceText(text);
    this.#readByOthers = readByOthers(file);
    this.instructions = file.instructions.flatMap((instruction) =>
      instruction.trigger === undefined ? [instruction] : [instruction, instruction.trigger],
    );
  }

  /** The stage that an image is made of, when nothing else is asked for. */
  get finalStage(): Stage | undefined {
    return this.file.stages.at(-1);
  }

  /** Instructions of this keyword. */
  of(...keywords: readonly string[]): readonly Instruction[] {
    return this.instructions.filter(({ keyword }) => keywords.includes(keyword));
  }

  /** What the words, or the values of the pairs, of an instruction are once variables are replaced; nothing where a builder replaces none. */
  valuesOf(instruction: Instruction): readonly Value[] {
    this.#values ??= valuesOf(this.file);
    return this.#values.get(instruction) ?? [];
  }

  /** The commands of a `RUN`, and of the shell form of `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD`. */
  commandsOf(instruction: Instruction): readonly PlacedCommand[] {
    return this.#scriptOf(instruction).commands;
  }

  /** Where scripts that a check has asked for were not read to their end, and what a check could not judge. */
  get unread(): PlacedScript['unread'] {
    return [...[...this.#scripts.values()].flatMap(({ unread }) => unread), ...this.#unread];
  }

  /** Tells that a check could not judge a place, so that its silence is no answer. */
  tellUnread(at: Position, why: string): void {
    if (!this.#unread.some((one) => one.at.line === at.line && one.why === why)) this.#unread.push({ at, why });
  }

  /** Code that no shell reads, in scripts that a check has asked for. */
  get others(): PlacedScript['others'] {
    return [...this.#scripts.values()].flatMap(({ others }) => others);
  }

  /** How often a check was given a script that holds code which no shell reads: whether one has looked at less than it asked for. */
  get metOthers(): number {
    return this.#metOthers;
  }

  /** The commands of every `RUN`; of these programs only, when some are named. */
  runs(...programs: readonly (string | RegExp)[]): Iterable<PlacedCommand> {
    return this.#commands(['RUN'], programs);
  }

  /** The commands of every `RUN`, and those that a container of the image runs: `CMD`, `ENTRYPOINT` and `HEALTHCHECK`. */
  everywhere(...programs: readonly (string | RegExp)[]): Iterable<PlacedCommand> {
    return this.#commands(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'], programs);
  }

  #scriptOf(instruction: Instruction): PlacedScript {
    const script = this.#scripts.get(instruction) ?? placedScript(instruction, this.#readByOthers.get(instruction));
    this.#scripts.set(instruction, script);
    if (script.others.length > 0) this.#metOthers += 1;
    return script;
  }

  *#commands(keywords: readonly string[], programs: readonly (string | RegExp)[]): Iterable<PlacedCommand> {
    for (const instruction of this.of(...keywords)) {
      for (const command of this.commandsOf(instruction)) {
        const { program } = command;
        const isNamed = (name: string | RegExp): boolean =>
          typeof name === 'string' ? name === program : name.test(program);
        if (programs.length === 0 || programs.some(isNamed)) yield command;
      }
    }
  }
}

/** The stage and those that it builds on, the outermost last. */
export function* ancestry(stage: Stage): Iterable<Stage> {
  for (let at: Stage | undefined = stage; at !== undefined; at = at.base) yield at;
}

import { expandWord, globalArguments, type Instruction, type Stage } from '../../../../foundations/formats/index.ts';
import { ancestry } from './view.ts';

/** What variables an instruction sees. */
export interface Scope {
  /** Values known. */
  readonly values: ReadonlyMap<string, string>;
  /** Names declared by `ARG`, with or without a value. */
  readonly declared: ReadonlySet<string>;
}

/** Arguments that every build knows without declaring them (Dockerfile reference, "Predefined ARGs"). */
const predefined = ['http', 'https', 'ftp', 'no', 'all'].flatMap((name) => [
  `${name}_proxy`,
  `${name}_proxy`.toUpperCase(),
]);

/**
 * Each instruction of the stage with the variables it sees: `ENV` of the stages it builds on, `ARG` and `ENV` before it. What an image outside
 * the file sets is not known. The scope changes in place: look at it before asking for the next.
 */
export function* scopes(
  stage: Stage,
  preamble: readonly Instruction[],
  escapeChar: string,
): Iterable<{ readonly instruction: Instruction; readonly scope: Scope }> {
  const globals = globalArguments(preamble, escapeChar);
  const values = new Map<string, string>();
  const line = [...ancestry(stage)].reverse();
  for (const each of line) {
    const declared = new Set(predefined);
    const ofArguments = new Map<string, string>();
    for (const instruction of each.instructions) {
      const seen = { values: new Overlay(values, ofArguments), declared };
      if (each === stage) yield { instruction, scope: seen };
      const pairs = instruction.pairs.map(({ name, value }) => {
        const expanded = value === undefined ? undefined : expandWord(value, seen.values, { escapeChar });
        return { name, value: expanded !== undefined && 'value' in expanded ? expanded.value : undefined };
      });
      for (const { name, value } of pairs) {
        if (instruction.keyword === 'ENV') values.set(name, value ?? '');
        if (instruction.keyword !== 'ARG') continue;
        declared.add(name);
        const given = globals.get(name) ?? value;
        if (given !== undefined) ofArguments.set(name, given);
      }
    }
  }
}

/** `ENV` before `ARG`: an environment variable hides an argument of the same name. */
class Overlay extends Map<string, string> {
  readonly #top: ReadonlyMap<string, string>;
  readonly #below: ReadonlyMap<string, string>;

  constructor(top: ReadonlyMap<string, string>, below: ReadonlyMap<string, string>) {
    super();
    this.#top = top;
    this.#below = below;
  }

  override get(name: string): string | undefined {
    return this.#top.get(name) ?? this.#below.get(name);
  }
}

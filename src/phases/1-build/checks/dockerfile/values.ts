import { SeaworthyError } from '../../../../core/index.ts';
import {
  type Dockerfile,
  expandWord,
  globalArguments,
  type Instruction,
  type Position,
  type Stage,
} from '../../../../foundations/formats/index.ts';

/** A word of an instruction, or the value of a pair, as the builder takes it. */
export interface Value {
  readonly at: Position;
  /** The name of a pair; empty for a word. */
  readonly name: string;
  /** As far as it is known: `${NAME}` stands where a variable has no value. */
  readonly text: string;
  /** `text` parted at white space that is not quoted: `EXPOSE $PORTS` is several. */
  readonly words: readonly string[];
  /** False where a variable has no value, and for a word that a builder refuses. */
  readonly isKnown: boolean;
  /** Names without a value that nothing in reach declares. */
  readonly undeclared: readonly string[];
}

/** Instructions whose words the builder expands (Dockerfile reference, "Environment replacement"), and those that set what is expanded. */
const expanding = new Set(['ADD', 'ARG', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

/** What stands for a value that is not known. */
const gap = /\$\{[^{}]*\}/;

/** Arguments that every build knows without declaring them (Dockerfile reference, "Predefined ARGs"), and what is set even in the empty image. */
const predefined = ['http', 'https', 'ftp', 'no', 'all']
  .flatMap((name) => [`${name}_proxy`, `${name}_proxy`.toUpperCase()])
  .concat('PATH');

/** All values together, in UTF-16 units: variables that take in one another grow with every line. */
const maxLength = 16 * 1024 * 1024;

/** Stages that one looks through for a variable; beyond, they are copied together. */
const longestChain = 16;

/** Variables of a stage on top of those of the stage that it builds on. */
class Environment extends Map<string, string> {
  readonly #below: Environment | undefined;
  readonly #depth: number;

  constructor(below: Environment | undefined) {
    const isLong = below !== undefined && below.#depth >= longestChain;
    super(isLong ? below.all() : []);
    this.#below = isLong ? undefined : below;
    this.#depth = this.#below === undefined ? 0 : this.#below.#depth + 1;
  }

  override get(name: string): string | undefined {
    return super.get(name) ?? this.#below?.get(name);
  }

  all(): Map<string, string> {
    const all = this.#below?.all() ?? new Map<string, string>();
    for (const [name, value] of this) all.set(name, value);
    return all;
  }
}

/** What an instruction sees: `ENV` hides an `ARG` of the same name. */
class Scope extends Map<string, string> {
  readonly environment: Environment;
  readonly declared = new Set(predefined);

  constructor(environment: Environment) {
    super();
    this.environment = environment;
  }

  override get(name: string): string | undefined {
    return this.environment.get(name) ?? super.get(name);
  }
}

/**
 * The values of every instruction that the builder expands, also of what `ONBUILD` carries: `ENV` of the stages that its own builds on, `ARG` and `ENV`
 * before it. What an image outside the file sets is not known. Throws `E_LIMIT` where variables grow past a bound.
 */
export function valuesOf(file: Dockerfile): ReadonlyMap<Instruction, readonly Value[]> {
  const { preamble, stages, directives } = file;
  const { escapeChar } = directives;
  const globals = globalArguments(preamble, escapeChar);
  const found = new Map<Instruction, readonly Value[]>();
  let length = 0;
  const keep = (instruction: Instruction, scope: Scope): readonly Value[] => {
    const values = read(instruction, scope, escapeChar);
    for (const { text } of values) length += text.length;
    if (length > maxLength) {
      const where = `line ${instruction.start.line}`;
      throw new SeaworthyError('E_LIMIT', `variables that grow to more than ${maxLength} characters`, { where });
    }
    found.set(instruction, values);
    return values;
  };
  const walk = (instructions: readonly Instruction[], scope: Scope): void => {
    for (const instruction of instructions) {
      const { trigger } = instruction;
      if (trigger !== undefined && expanding.has(trigger.keyword)) keep(trigger, scope);
      if (!expanding.has(instruction.keyword)) continue;
      set(instruction, keep(instruction, scope), scope, globals);
    }
  };
  const environments = new Map<Stage, Environment>();
  // A fragment has nothing but a preamble.
  walk(preamble, new Scope(new Environment(undefined)));
  for (const stage of stages) {
    const environment = new Environment(stage.base && environments.get(stage.base));
    environments.set(stage, environment);
    walk(stage.instructions, new Scope(environment));
  }
  return found;
}

function read(instruction: Instruction, scope: Scope, escapeChar: string): readonly Value[] {
  return partsOf(instruction).map(({ name, raw, at }): Value => {
    const expanded = expandWord(raw, scope, { escapeChar, keepMissing: true });
    if (!('value' in expanded)) return { at, name, text: raw, words: [raw], isKnown: false, undeclared: [] };
    const missing = [...expanded.missing];
    return {
      at,
      name,
      text: expanded.value,
      words: expanded.words,
      isKnown: !gap.test(expanded.value),
      undeclared: missing.filter((each) => !scope.declared.has(each)),
    };
  });
}

interface Written {
  readonly name: string;
  readonly raw: string;
  readonly at: Position;
}

function partsOf(instruction: Instruction): readonly Written[] {
  const { keyword, pairs, list, words, text } = instruction;
  if (pairs.length > 0) return pairs.map(({ name, value, at }) => ({ name, raw: value ?? '', at }));
  const at = instruction.at(0);
  if (list !== undefined) return list.map((raw) => ({ name: '', raw, at }));
  // These take the rest of the line as one word.
  if (keyword === 'WORKDIR' || keyword === 'USER' || keyword === 'STOPSIGNAL') return [{ name: '', raw: text, at }];
  return words.map((word) => ({ name: '', ...word }));
}

/** Takes what the instruction sets into the scope. An `ARG` without a default takes that of the global scope, if there is one. */
function set(
  { keyword, pairs }: Instruction,
  values: readonly Value[],
  scope: Scope,
  globals: ReadonlyMap<string, string>,
): void {
  for (const [index, { name, value }] of pairs.entries()) {
    const text = values[index]?.text ?? '';
    if (keyword === 'ENV') scope.environment.set(name, text);
    if (keyword !== 'ARG') continue;
    scope.declared.add(name);
    const given = value === undefined ? globals.get(name) : text;
    if (given !== undefined) scope.set(name, given);
  }
}

import { defined, SeaworthyError } from '../../../core/index.ts';
import type { Instruction, ReadProblem, Stage } from './dockerfile.ts';
import { expandWord } from './expand.ts';
import { keywords } from './instruction.ts';

/** Stages that are read; each may carry the variables of the one before. */
const maxStages = 1_000;

/** What a `FROM` says. */
function readFrom(instruction: Instruction): { readonly image: string; readonly name?: string } | undefined {
  const words = instruction.words.map(({ raw }) => raw);
  const [image, as, name] = words;
  if (image === undefined) return undefined;
  if (words.length === 1) return { image };
  if (words.length === 3 && as?.toLowerCase() === 'as' && name !== undefined) return { image, name };
  return undefined;
}

/** The values of `ARG`s before the first `FROM`: what `FROM` may use. An `ARG` without default has no value. */
export function globalArguments(preamble: readonly Instruction[], escapeChar: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>(platformDefaults);
  for (const instruction of preamble) {
    for (const { name, value } of instruction.pairs) {
      if (value === undefined) continue;
      const expanded = expandWord(value, values, { escapeChar });
      if ('value' in expanded) values.set(name, expanded.value);
    }
  }
  return values;
}

/** The image as far as values are known: `${NAME}` where one is not. */
function knownImage(image: string, values: ReadonlyMap<string, string>, escapeChar: string): string {
  const expanded = expandWord(image, values, { escapeChar, keepMissing: true });
  return 'value' in expanded ? expanded.value : image;
}

/** Arguments that the builder sets in the global scope (Dockerfile reference, "Automatic platform ARGs"), as on the most common machine. */
const platformDefaults: ReadonlyMap<string, string> = new Map(
  ['BUILD', 'TARGET'].flatMap((side): readonly [string, string][] => [
    [`${side}PLATFORM`, 'linux/amd64'],
    [`${side}OS`, 'linux'],
    [`${side}ARCH`, 'amd64'],
    [`${side}VARIANT`, ''],
  ]),
);

/** Parts the instructions into the preamble and the stages, and finds which stage builds on which. */
export function makeStages(
  instructions: readonly Instruction[],
  escapeChar: string,
  problems: ReadProblem[],
): { readonly preamble: readonly Instruction[]; readonly stages: readonly Stage[] } {
  const firstFrom = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  if (firstFrom < 0) return { preamble: instructions, stages: [] };
  const preamble = instructions.slice(0, firstFrom);
  // Dockerfile reference, "FROM". What is no instruction at all is told where it is read.
  const early = preamble.find(({ keyword }) => keyword !== 'ARG' && keywords.has(keyword));
  if (early !== undefined) {
    problems.push({ line: early.start.line, message: `only ARG may come before FROM, and this is ${early.keyword}` });
  }
  const values = globalArguments(preamble, escapeChar);
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  const byName = new Map<string, Stage>();
  for (const instruction of instructions.slice(firstFrom)) {
    if (instruction.keyword !== 'FROM') {
      stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    if (stages.length >= maxStages) {
      const where = `line ${instruction.start.line}`;
      throw new SeaworthyError('E_LIMIT', `a Dockerfile of more than ${maxStages} stages`, { where });
    }
    const from = readFrom(instruction);
    if (from === undefined) {
      problems.push({ line: instruction.start.line, message: 'FROM wants an image, or an image AS a name' });
    }
    const image = from?.image ?? instruction.words[0]?.raw ?? '';
    const expanded = expandWord(image, values, { escapeChar });
    const resolvedImage = 'value' in expanded && expanded.missing.size === 0 ? expanded.value : undefined;
    const base = byName.get((resolvedImage ?? image).toLowerCase());
    const stage = {
      index: stages.length,
      image,
      resolvedImage,
      knownImage: knownImage(image, values, escapeChar),
      from: instruction,
      instructions: [],
      ...defined({ name: from?.name, base }),
    };
    stages.push(stage);
    if (stage.name !== undefined) byName.set(stage.name.toLowerCase(), stage);
  }
  return { preamble, stages };
}

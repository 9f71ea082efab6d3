import type { Instruction } from '../../../../foundations/formats/index.ts';
import type { DockerfileView } from '../dockerfile/view.ts';

/** An instruction as conditions see it; documented in `docs/own-checks.md`. */
function instructionDocument(
  instruction: Instruction,
  stage: number,
  view: DockerfileView,
): Readonly<Record<string, unknown>> {
  const { keyword, text, list, words, flags, pairs, heredocs, trigger } = instruction;
  // What `ONBUILD` carries is run as well, in whatever is built on the image.
  const run = trigger ?? instruction;
  const values = view.valuesOf(instruction).map((one) => one.text);
  return {
    keyword,
    text,
    // Variables are replaced as far as they are known.
    arguments: list ?? (values.length > 0 && pairs.length === 0 ? values : words.map(({ raw }) => raw)),
    form: list === undefined ? 'shell' : 'exec',
    flags: Object.fromEntries(flags.map(({ name, value }) => [name, value ?? true])),
    pairs: Object.fromEntries(pairs.map(({ name, value }, index) => [name, values[index] ?? value ?? ''])),
    documents: [...heredocs, ...(trigger?.heredocs ?? [])].map(({ content }) => content),
    commands: ['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK'].includes(run.keyword)
      ? view.commandsOf(run).map(({ program, args }) => ({ program, arguments: args }))
      : [],
    stage,
  };
}

/** A Dockerfile as conditions see it: its stages, and all instructions in order. */
export function dockerfileDocument(view: DockerfileView): {
  readonly document: Readonly<Record<string, unknown>>;
  readonly instructions: readonly Instruction[];
} {
  const { file } = view;
  const all: Instruction[] = [];
  const documents: Readonly<Record<string, unknown>>[] = [];
  const add = (instruction: Instruction, stage: number): Readonly<Record<string, unknown>> => {
    const made = instructionDocument(instruction, stage, view);
    all.push(instruction);
    documents.push(made);
    return made;
  };
  for (const instruction of file.preamble) add(instruction, -1);
  const stages = file.stages.map((stage) => ({
    index: stage.index,
    name: stage.name ?? '',
    image: stage.knownImage,
    isLast: stage.index === file.stages.length - 1,
    instructions: [stage.from, ...stage.instructions].map((one) => add(one, stage.index)),
  }));
  return { document: { stages, instructions: documents }, instructions: all };
}

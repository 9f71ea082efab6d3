import { expandWord, type Instruction, type Stage } from '../../../../../foundations/formats/index.ts';
import type { DockerfileCheck } from '../check.ts';
import { scopes } from '../scope.ts';
import { ancestry } from '../view.ts';

// Dockerfile reference, "Environment replacement". Shell form of RUN, CMD and ENTRYPOINT is the shell's to expand.
const expanding = new Set(['ADD', 'COPY', 'ENV', 'EXPOSE', 'LABEL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']);

function valuesOf(
  instruction: Instruction,
): readonly { readonly raw: string; readonly at: { line: number; column: number } }[] {
  if (instruction.pairs.length > 0) return instruction.pairs.map(({ value, at }) => ({ raw: value ?? '', at }));
  if (instruction.list !== undefined) return instruction.list.map((raw) => ({ raw, at: instruction.at(0) }));
  return instruction.words;
}

/** An image from outside brings variables that the file does not show; only the empty one brings none. */
function beginsEmpty(stage: Stage): boolean {
  return [...ancestry(stage)].at(-1)?.resolvedImage === 'scratch';
}

export const undefinedVariable: DockerfileCheck = {
  id: 'dockerfile/undefined-variable',
  version: 1,
  title: 'A variable that nothing sets',
  severity: 'low',
  aliases: ['UndefinedVar'],
  why: 'It expands to nothing: a path becomes another path, a name an empty one. Most often it is a typing error.',
  remedy: 'Declare it with `ARG` or `ENV` in the same stage, or correct the name.',
  references: ['https://docs.docker.com/reference/build-checks/undefined-var/'],
  violating: ['FROM scratch\nCOPY $app /srv/\n'],
  clean: ['FROM scratch\nARG app=main\nCOPY $app /srv/\n'],
  *look(view) {
    const { preamble, stages, directives } = view.file;
    for (const stage of stages.filter(beginsEmpty)) {
      for (const { instruction, scope } of scopes(stage, preamble, directives.escapeChar)) {
        if (!expanding.has(instruction.keyword)) continue;
        const told = new Set(scope.declared);
        for (const { raw, at } of valuesOf(instruction)) {
          const expanded = expandWord(raw, scope.values, { escapeChar: directives.escapeChar });
          if (!('value' in expanded)) continue;
          for (const name of expanded.unset) {
            if (told.has(name)) continue;
            told.add(name);
            yield { at, observed: `$${name}`, expected: `ARG ${name} or ENV ${name}=… before it` };
          }
        }
      }
    }
  },
};

import type { Instruction, Stage } from '../../../../../foundations/formats/index.ts';
import type { DockerfileCheck } from '../check.ts';
import { excerpt } from '../helpers.ts';
import type { DockerfileView } from '../view.ts';

const absolute = /^["']?(?:\/|[A-Za-z]:[\\/]|\\)/;

/** What a leading variable without value holds may be absolute. */
function isAbsolute(view: DockerfileView, instruction: Instruction): boolean {
  const text = view.valuesOf(instruction)[0]?.text ?? '';
  return absolute.test(instruction.text) || absolute.test(text) || text.startsWith('${');
}

export const relativeWorkdir: DockerfileCheck = {
  id: 'dockerfile/relative-workdir',
  version: 2,
  title: 'WORKDIR is relative to a directory that the file does not set',
  severity: 'low',
  aliases: ['CKV_DOCKER_10', 'WorkdirRelativePath', 'DL3000', 'AVD-DS-0009'],
  why: 'It continues from the directory of the base image, which may change with its next version; files then land elsewhere.',
  remedy: 'Write the whole path, beginning with a slash.',
  references: ['https://docs.docker.com/reference/build-checks/workdir-relative-path/'],
  violating: ['FROM alpine:3.20\nWORKDIR app\n'],
  clean: ['FROM alpine:3.20\nWORKDIR /srv\nWORKDIR app\n'],
  *look(view) {
    // A stage goes on in the directory of the one that it builds on.
    const anchored = new Set<Stage>();
    for (const stage of view.file.stages) {
      if (stage.base !== undefined && anchored.has(stage.base)) anchored.add(stage);
      for (const instruction of stage.instructions) {
        if (instruction.keyword !== 'WORKDIR') continue;
        if (isAbsolute(view, instruction)) anchored.add(stage);
        else if (!anchored.has(stage)) {
          const observed = `WORKDIR ${view.valuesOf(instruction)[0]?.text ?? ''}`;
          yield { at: instruction.at(0), observed: excerpt(observed), expected: 'an absolute path' };
        }
      }
    }
  },
};

import type { DockerfileCheck } from '../check.ts';

const reserved = new Set(['scratch', 'context']);

export const reservedStageName: DockerfileCheck = {
  id: 'dockerfile/reserved-stage-name',
  version: 1,
  title: 'A stage has a name that builders reserve',
  severity: 'low',
  aliases: ['ReservedStageName', 'DL3063'],
  why: 'The name means the empty image or the build context elsewhere in the file, so the stage cannot be reached by it.',
  remedy: 'Choose another name.',
  references: ['https://docs.docker.com/reference/build-checks/reserved-stage-name/'],
  violating: ['FROM alpine:3.20 AS scratch\n'],
  clean: ['FROM alpine:3.20 AS base\n'],
  *look(view) {
    for (const { name, from } of view.file.stages) {
      if (name !== undefined && reserved.has(name.toLowerCase())) {
        yield { at: from.start, observed: `AS ${name}`, expected: 'another name' };
      }
    }
  },
};

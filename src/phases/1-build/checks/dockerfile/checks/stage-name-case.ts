import type { DockerfileCheck } from '../check.ts';
import { change } from '../mends/places.ts';

export const stageNameCase: DockerfileCheck = {
  id: 'dockerfile/stage-name-case',
  version: 1,
  title: 'A stage name in capitals',
  severity: 'negligible',
  aliases: ['StageNameCasing'],
  why: 'Names of stages are compared without regard to case, names of images are lower case: a mixed one reads like neither.',
  remedy: 'Write it in lower case.',
  references: ['https://docs.docker.com/reference/build-checks/stage-name-casing/'],
  violating: ['FROM alpine:3.20 AS Build\n'],
  clean: ['FROM alpine:3.20 AS build\n'],
  mender: {
    does: 'the name in lower case',
    mend: ({ instruction }, { source }) => {
      const name = instruction?.words[2];
      if (name === undefined) return { why: 'its place is not known' };
      const start = source.offsetOf(name.at);
      return change(start, start + name.raw.length, name.raw.toLowerCase());
    },
  },
  *look(view) {
    for (const { name, from } of view.file.stages) {
      if (name !== undefined && name !== name.toLowerCase()) {
        yield { instruction: from, at: from.start, observed: `AS ${name}`, expected: `AS ${name.toLowerCase()}` };
      }
    }
  },
};

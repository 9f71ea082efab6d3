import type { DockerfileCheck } from '../check.ts';
import { change, instructionPlace } from '../mends/places.ts';

export const maintainer: DockerfileCheck = {
  id: 'dockerfile/maintainer',
  version: 1,
  title: 'MAINTAINER is deprecated',
  severity: 'negligible',
  aliases: ['CKV_DOCKER_6', 'MaintainerDeprecated', 'DL4000', 'AVD-DS-0022'],
  why: 'Builders will drop it, and tools look for the label.',
  remedy: 'Write `LABEL org.opencontainers.image.authors="…"`.',
  references: ['https://docs.docker.com/reference/build-checks/maintainer-deprecated/'],
  violating: ['FROM alpine:3.20\nMAINTAINER someone@example.com\n'],
  clean: ['FROM alpine:3.20\nLABEL org.opencontainers.image.authors="someone@example.com"\n'],
  mender: {
    does: '`LABEL org.opencontainers.image.authors="…"`',
    mend: ({ instruction }, view) => {
      if (instruction === undefined) return { why: 'its place is not known' };
      const { start, end } = instructionPlace(instruction, view);
      const name = instruction.text.replace(/^(["'])(.*)\1$/s, '$2');
      if (/["\\$`\n]/.test(name)) return { why: 'it has marks in it that a label would read otherwise' };
      return change(start, end, `LABEL org.opencontainers.image.authors="${name}"`);
    },
  },
  *look(view) {
    for (const instruction of view.of('MAINTAINER')) {
      yield {
        instruction,
        at: instruction.start,
        observed: 'MAINTAINER',
        expected: 'LABEL org.opencontainers.image.authors',
      };
    }
  },
};

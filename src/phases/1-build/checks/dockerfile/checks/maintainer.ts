import type { DockerfileCheck } from '../check.ts';

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
  *look(view) {
    for (const { start } of view.of('MAINTAINER')) {
      yield { at: start, observed: 'MAINTAINER', expected: 'LABEL org.opencontainers.image.authors' };
    }
  },
};

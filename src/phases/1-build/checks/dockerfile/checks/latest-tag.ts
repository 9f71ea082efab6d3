import type { DockerfileCheck } from '../check.ts';
import { externalBases } from '../images.ts';

export const latestTag: DockerfileCheck = {
  id: 'dockerfile/latest-tag',
  version: 2,
  title: 'The base image is whatever is newest',
  severity: 'medium',
  aliases: ['CKV_DOCKER_7', 'DL3006', 'DL3007', 'AVD-DS-0001'],
  why: 'The same file builds another image tomorrow: a break or a flaw arrives without a change that anybody made, and nobody can say what an old image held.',
  remedy: 'Name a version, better a digest: `FROM debian:12.8@sha256:…`.',
  references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  violating: ['FROM alpine\n'],
  clean: ['FROM alpine:3.20\n'],
  *look(view) {
    for (const { at, image, tag, digest } of externalBases(view)) {
      if (digest !== undefined || (tag !== undefined && tag !== 'latest')) continue;
      yield {
        at,
        observed: tag === undefined ? `${image} without a tag` : image,
        expected: 'a tag that names a version',
      };
    }
  },
};

import type { DockerfileCheck } from '../check.ts';
import { externalBases } from '../images.ts';

export const unpinnedBase: DockerfileCheck = {
  id: 'dockerfile/unpinned-base',
  version: 2,
  title: 'The base image is not pinned by digest',
  severity: 'low',
  aliases: [],
  why: 'A tag can be moved: by its owner with the next patch, or by whoever takes over the repository. Only a digest names bytes.',
  remedy: 'Add the digest after the tag and let a bot raise both: `FROM alpine:3.20@sha256:…`.',
  references: ['https://docs.docker.com/build/building/best-practices/#pin-base-image-versions'],
  violating: ['FROM alpine:3.20\n'],
  clean: [`FROM alpine:3.20@sha256:${'0'.repeat(64)}\n`],
  *look(view) {
    for (const { at, image, digest } of externalBases(view)) {
      if (digest === undefined) yield { at, observed: image, expected: 'a digest: NAME:TAG@sha256:…' };
    }
  },
};

import { controls } from '../../frameworks.ts';
import type { DockerfileCheck } from '../check.ts';
import { ancestry } from '../view.ts';

export const noHealthcheck: DockerfileCheck = {
  id: 'dockerfile/no-healthcheck',
  version: 1,
  title: 'No HEALTHCHECK',
  severity: 'low',
  aliases: ['CKV_DOCKER_2', 'DL3057', 'AVD-DS-0026'],
  frameworks: controls({ 'cis-docker': '4.6' }),
  why: 'Docker and Swarm then only see whether the process exists, not whether it works. Kubernetes does not look at it: there, probes of the Pod do this.',
  remedy: 'Add `HEALTHCHECK CMD …`, or `HEALTHCHECK NONE` to say that something else watches.',
  references: ['https://docs.docker.com/reference/dockerfile/#healthcheck'],
  violating: ['FROM alpine:3.20\nCMD ["true"]\n'],
  clean: ['FROM alpine:3.20\nHEALTHCHECK CMD wget -q -O- http://localhost/ || exit 1\nCMD ["true"]\n'],
  *look(view) {
    const stage = view.finalStage;
    if (stage === undefined) return;
    for (const { instructions } of ancestry(stage)) {
      if (instructions.some(({ keyword }) => keyword === 'HEALTHCHECK')) return;
    }
    yield {
      at: stage.from.start,
      observed: 'no HEALTHCHECK in the final stage',
      expected: 'HEALTHCHECK CMD … or NONE',
    };
  },
};

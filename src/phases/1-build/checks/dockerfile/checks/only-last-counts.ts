import type { DockerfileCheck } from '../check.ts';

export const onlyLastCounts: DockerfileCheck = {
  id: 'dockerfile/only-last-counts',
  version: 1,
  title: 'An instruction is overridden by a later one of its stage',
  severity: 'low',
  aliases: [
    'MultipleInstructionsDisallowed',
    'DL3012',
    'DL4003',
    'DL4004',
    'AVD-DS-0007',
    'AVD-DS-0016',
    'AVD-DS-0023',
  ],
  why: 'Only the last CMD, ENTRYPOINT and HEALTHCHECK of a stage counts. The earlier one misleads whoever reads the file, and is often a merge gone wrong.',
  remedy: 'Remove the one that is not meant.',
  references: ['https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/'],
  violating: ['FROM alpine:3.20\nCMD ["one"]\nCMD ["two"]\n'],
  clean: ['FROM alpine:3.20\nENTRYPOINT ["one"]\nCMD ["two"]\n'],
  *look(view) {
    for (const { instructions } of view.file.stages) {
      for (const keyword of ['CMD', 'ENTRYPOINT', 'HEALTHCHECK']) {
        const all = instructions.filter((instruction) => instruction.keyword === keyword);
        for (const { start } of all.slice(0, -1)) {
          const last = all.at(-1)?.start.line ?? 0;
          yield { at: start, observed: `${keyword}, again in line ${last}`, expected: `one ${keyword} in a stage` };
        }
      }
    }
  },
};

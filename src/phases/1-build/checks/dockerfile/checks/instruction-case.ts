import type { DockerfileCheck } from '../check.ts';

export const instructionCase: DockerfileCheck = {
  id: 'dockerfile/instruction-case',
  version: 1,
  title: 'Instructions in different case',
  severity: 'negligible',
  aliases: ['ConsistentInstructionCasing'],
  why: 'It is harder to read, and to search for.',
  remedy: 'Write all instructions in capitals.',
  references: ['https://docs.docker.com/reference/build-checks/consistent-instruction-casing/'],
  violating: ['FROM alpine:3.20\nRUN true\nrun true\n'],
  clean: ['from alpine:3.20\nrun true\n'],
  *look(view) {
    const all = view.file.instructions;
    const upper = all.filter(({ written, keyword }) => written === keyword).length;
    const lower = all.filter(({ written, keyword }) => written === keyword.toLowerCase()).length;
    for (const { written, keyword, start } of all) {
      const expected = upper >= lower ? keyword : keyword.toLowerCase();
      if (written !== expected) yield { at: start, observed: written, expected };
    }
  },
};

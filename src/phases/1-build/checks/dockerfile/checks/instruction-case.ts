import type { DockerfileCheck } from '../check.ts';
import { instructionPlace } from '../mends/places.ts';

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
  mender: {
    does: 'all in capitals, or all in lower case, as most of the file is',
    mend({ instruction, expected }, view) {
      if (instruction === undefined) return { why: 'its place is not known' };
      const { start, keywordEnd } = instructionPlace(instruction, view);
      const keyword = { start, end: keywordEnd, text: expected };
      const as = instruction.keyword === 'FROM' && instruction.words.length === 3 ? instruction.words[1] : undefined;
      if (as === undefined) return { changes: [keyword] };
      // `AS` goes with its `FROM`.
      const from = view.source.offsetOf(as.at);
      const text = expected === 'FROM' ? 'AS' : 'as';
      return { changes: [keyword, { start: from, end: from + text.length, text }] };
    },
  },
  *look(view) {
    const all = view.file.instructions;
    const upper = all.filter(({ written, keyword }) => written === keyword).length;
    const lower = all.filter(({ written, keyword }) => written === keyword.toLowerCase()).length;
    for (const instruction of all) {
      const { written, keyword, start } = instruction;
      const expected = upper >= lower ? keyword : keyword.toLowerCase();
      if (written !== expected) yield { instruction, at: start, observed: written, expected };
    }
  },
};

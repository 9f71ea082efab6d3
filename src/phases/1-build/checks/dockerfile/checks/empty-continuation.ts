import type { DockerfileCheck } from '../check.ts';

export const emptyContinuation: DockerfileCheck = {
  id: 'dockerfile/empty-continuation',
  version: 1,
  title: 'A blank line inside an instruction',
  severity: 'negligible',
  aliases: ['NoEmptyContinuation'],
  why: 'Builders skip it today and will refuse it; a reader thinks that the instruction ends there.',
  remedy: 'Remove the blank line, or begin a comment on it.',
  references: ['https://docs.docker.com/reference/build-checks/no-empty-continuation/'],
  violating: ['FROM alpine:3.20\nRUN true \\\n\n  && true\n'],
  clean: ['FROM alpine:3.20\nRUN true \\\n# why\n  && true\n'],
  *look(view) {
    for (const { emptyContinuations, lastLine } of view.file.instructions) {
      if (emptyContinuations.length === 0) continue;
      const observed = `line ${emptyContinuations.slice(0, 5).join(', ')} is blank`;
      yield { at: { line: lastLine, column: 1 }, observed, expected: 'no blank line before the last line' };
    }
  },
};

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
  mender: {
    does: 'no blank line',
    mend({ instruction }, { source }) {
      const [first, ...others] = (instruction?.emptyContinuations ?? []).map((line) => ({
        start: source.lineAt(line).start,
        end: source.lineAt(line + 1).start,
        text: '',
      }));
      return first === undefined ? { why: 'its place is not known' } : { changes: [first, ...others] };
    },
  },
  *look(view) {
    for (const instruction of view.file.instructions) {
      const { emptyContinuations, lastLine } = instruction;
      if (emptyContinuations.length === 0) continue;
      const observed = `line ${emptyContinuations.slice(0, 5).join(', ')} is blank`;
      yield {
        instruction,
        at: { line: lastLine, column: 1 },
        observed,
        expected: 'no blank line before the last line',
      };
    }
  },
};

import { SeaworthyError } from '../../../core/index.ts';
import { readDirectives } from './directives.ts';
import type { Comment, Dockerfile, Instruction, ReadProblem } from './dockerfile.ts';
import { makeInstruction } from './instruction.ts';
import { commentOf, readLogicalLine } from './logical-line.ts';
import { LineCursor, sourceLines } from './source-lines.ts';
import { makeStages } from './stages.ts';

const maxInstructions = 20_000;
const maxProblems = 100;

/**
 * Reads a Dockerfile as BuildKit's front end does (Dockerfile reference): directives, continuations, comments, here-documents, shell and exec form.
 * What a builder would refuse is told in `problems` and the rest is still read. Throws `E_LIMIT` past a bound on size, lines or instructions, and
 * `E_FORMAT` when the bytes are no text.
 */
export function readDockerfile(path: string, bytes: Uint8Array): Dockerfile {
  const lines = sourceLines(bytes, path);
  const { directives, problems: fromDirectives } = readDirectives(lines);
  const { escapeChar } = directives;
  const problems: ReadProblem[] = [...fromDirectives];
  const instructions: Instruction[] = [];
  const allComments: Comment[] = [];
  const cursor = new LineCursor(lines);
  let above: Comment[] = [];
  for (let line = cursor.next(); line !== undefined; line = cursor.next()) {
    const comment = commentOf(line, cursor.number);
    if (comment !== undefined) {
      allComments.push(comment);
      above.push(comment);
      continue;
    }
    if (line.trim() === '') continue;
    const logical = readLogicalLine(line, cursor, escapeChar);
    allComments.push(...logical.comments);
    if (logical.open) problems.push({ line: logical.lastLine, message: 'the file ends in a line that goes on' });
    if (logical.text.trim() === '') continue;
    if (instructions.length >= maxInstructions) {
      throw new SeaworthyError('E_LIMIT', `a Dockerfile of more than ${maxInstructions} instructions`, { where: path });
    }
    instructions.push(makeInstruction({ line: logical, cursor, escapeChar, comments: above, problems }));
    above = [];
  }
  const { preamble, stages } = makeStages(instructions, escapeChar, problems);
  return {
    directives,
    preamble,
    stages,
    instructions,
    comments: allComments,
    problems: problems.slice(0, maxProblems),
  };
}

import { defined } from '../../../core/index.ts';
import { complaintAbout } from './complaint.ts';
import type { Comment, Instruction, Pair, Position, ReadProblem, Word } from './dockerfile.ts';
import { splitFlags } from './flags.ts';
import { readHeredocs } from './heredoc.ts';
import { jsonForm } from './json-form.ts';
import type { LogicalLine } from './logical-line.ts';
import type { LineCursor } from './source-lines.ts';
import { type PairPart, splitArguments, splitPairs, splitWords } from './words.ts';

const withJson = new Set(['ADD', 'COPY', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'RUN', 'SHELL', 'VOLUME']);
const withFlags = new Set(['ADD', 'COPY', 'FROM', 'HEALTHCHECK', 'RUN']);
const withHeredocs = new Set(['ADD', 'COPY', 'RUN']);

/** Instructions of the Dockerfile reference. */
export const keywords: ReadonlySet<string> = new Set([
  ...withJson,
  ...withFlags,
  'ARG',
  'ENV',
  'EXPOSE',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'STOPSIGNAL',
  'USER',
  'WORKDIR',
]);

/** Where the command begins in the text of an instruction: `HEALTHCHECK` has the word `CMD` before it. */
export function commandOffset(keyword: string, text: string): number {
  return keyword === 'HEALTHCHECK' ? (/^CMD\s+/i.exec(text)?.[0].length ?? 0) : 0;
}

/** What making an instruction needs from around it. */
interface Context {
  readonly line: LogicalLine;
  readonly cursor: LineCursor;
  readonly escapeChar: string;
  readonly comments: readonly Comment[];
  readonly problems: ReadProblem[];
}

function pairsOf(keyword: string, text: string, escapeChar: string): readonly PairPart[] {
  if (keyword === 'ENV' || keyword === 'LABEL') return splitPairs(text, escapeChar);
  return keyword === 'ARG' ? splitArguments(text, escapeChar) : [];
}

/** Whether a line begins an instruction that is written as this one is, in capitals or not: a script holds `add` and `user` more often than `ADD `. */
function beginsLike(written: string): (line: string) => boolean {
  const isUpper = written === written.toUpperCase();
  return (line) => {
    const word = /^\s*([A-Za-z]{3,12})\s/.exec(line)?.[1] ?? '';
    return keywords.has(isUpper ? word : word.toUpperCase());
  };
}

/** The instruction that begins at `from` of the logical line; reads its here-documents from the cursor. */
export function makeInstruction(context: Context, from = 0, nested = false): Instruction {
  const { line, cursor, escapeChar } = context;
  const written = /^\S*/.exec(line.text.slice(from))?.[0] ?? '';
  const keyword = written.toUpperCase();
  const start = line.at(from);
  if (!keywords.has(keyword)) {
    // What is no word may be anything, a secret included.
    const name = /^[A-Za-z_-]{1,40}$/.test(written) ? ` ${JSON.stringify(written)}` : '';
    context.problems.push({ line: start.line, message: `unknown instruction${name}` });
  }
  const { flags, rest } = withFlags.has(keyword)
    ? splitFlags(line.text, from + written.length, escapeChar)
    : { flags: [], rest: from + written.length };
  const tail = line.text.slice(rest);
  const text = tail.trim();
  const base = rest + (tail.length - tail.trimStart().length);
  const at = (offset: number): Position => line.at(base + offset);

  const list = withJson.has(keyword) ? jsonForm(text.slice(commandOffset(keyword, text))) : undefined;
  const trigger = keyword === 'ONBUILD' && text !== '' && !nested ? makeInstruction(context, base, true) : undefined;
  const documents =
    withHeredocs.has(keyword) && list === undefined
      ? readHeredocs(text, cursor, escapeChar, beginsLike(written))
      : { heredocs: trigger?.heredocs ?? [], problems: [] };
  context.problems.push(...documents.problems);

  const words = (list === undefined ? splitWords(text, escapeChar) : []).map(
    ({ raw, offset }): Word => ({ raw, at: at(offset) }),
  );
  const given = {
    keyword,
    flags: flags.map(({ name, value, offset }) => ({ name, value, at: line.at(offset) })),
    words,
  };
  const complaint = complaintAbout(list === undefined ? given : { ...given, list });
  if (complaint !== undefined) context.problems.push({ line: start.line, message: complaint });
  const pairs = pairsOf(keyword, text, escapeChar).map(({ offset, ...pair }): Pair => ({ ...pair, at: at(offset) }));
  return {
    keyword,
    written,
    start,
    endLine: cursor.number,
    lastLine: line.lastLine,
    flags: given.flags,
    text,
    at,
    ...defined({ list }),
    words,
    pairs,
    heredocs: documents.heredocs,
    comments: [...context.comments, ...line.comments],
    emptyContinuations: line.emptyContinuations,
    ...defined({ trigger }),
  };
}

import type { Comment, Position } from './dockerfile.ts';
import type { LineCursor } from './source-lines.ts';

/** Where a stretch of the joined text comes from. */
interface Segment {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** An instruction with its continuation lines joined. */
export interface LogicalLine {
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly comments: readonly Comment[];
  readonly emptyContinuations: readonly number[];
  /** The file ends where it should go on. */
  readonly open: boolean;
  at(offset: number): Position;
}

const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** The line without the escape character that continues it; undefined when it is not continued. An escaped escape character does not. */
function continued(line: string, escapeChar: string): string | undefined {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1;
  if (line[end - 1] !== escapeChar || line[end - 2] === escapeChar) return undefined;
  return line.slice(0, end - 1);
}

/** The comment that a line is; undefined when it is none. */
export function commentOf(line: string, number: number): Comment | undefined {
  const text = line.trimStart();
  return text.startsWith('#') ? { text: text.slice(1).trim(), line: number } : undefined;
}

/**
 * Joins `first` (the line that the cursor gave last) with the lines that continue it. Comment lines and blank lines inside are left out and told
 * (Dockerfile reference, "Format" and "Escape").
 */
export function readLogicalLine(first: string, cursor: LineCursor, escapeChar: string): LogicalLine {
  const firstLine = cursor.number;
  let indent = 0;
  while (indent < first.length && isSpace(first.charCodeAt(indent))) indent += 1;
  const segments: Segment[] = [{ offset: 0, line: firstLine, column: indent + 1 }];
  const parts: string[] = [];
  const comments: Comment[] = [];
  const emptyContinuations: number[] = [];
  let length = 0;
  const add = (part: string): void => {
    parts.push(part);
    length += part.length;
  };

  let open = continued(first.slice(indent), escapeChar);
  add(open ?? first.slice(indent));
  while (open !== undefined) {
    const line = cursor.next();
    if (line === undefined) break;
    const comment = commentOf(line, cursor.number);
    if (comment !== undefined) {
      comments.push(comment);
      continue;
    }
    if (line.trim() === '') {
      emptyContinuations.push(cursor.number);
      continue;
    }
    segments.push({ offset: length, line: cursor.number, column: 1 });
    open = continued(line, escapeChar);
    add(open ?? line);
  }
  return {
    text: parts.join(''),
    firstLine,
    lastLine: cursor.number,
    comments,
    emptyContinuations,
    open: open !== undefined,
    at: (offset) => positionIn(segments, offset),
  };
}

function positionIn(segments: readonly Segment[], offset: number): Position {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low] ?? { offset: 0, line: 1, column: 1 };
  return { line: segment.line, column: segment.column + offset - segment.offset };
}

import type { LinearExpression } from '../../../../foundations/formats/index.ts';

/** How far before and behind a keyword an expression is tried, to the ends of the lines there. */
const [before, behind] = [512, 4_096];
/** A line that goes on for longer than this is cut. */
const longestEnd = 4_096;
/** Places of keywords that one rule is tried at, in one text. */
const mostPlaces = 5_000;

/** A part of a text, whole lines where these are not too long. */
export interface TextPart {
  readonly start: number;
  readonly end: number;
}

/** Parts of a text in which a rule may fit, since one of its keywords stands there: in order, none over another. Undefined when there are too many. */
export function stretchesOf(text: string, lower: string, keywords: readonly string[]): readonly TextPart[] | undefined {
  const places: number[] = [];
  for (const keyword of keywords) {
    if (keyword === '') return [{ start: 0, end: text.length }];
    for (let at = lower.indexOf(keyword); at >= 0; at = lower.indexOf(keyword, at + keyword.length)) {
      places.push(at);
      if (places.length > mostPlaces) return undefined;
    }
  }
  const stretches: TextPart[] = [];
  for (const place of places.sort((a, b) => a - b)) {
    const start = lineStart(text, Math.max(0, place - before));
    const end = lineEnd(text, Math.min(text.length, place + behind));
    const last = stretches.at(-1);
    if (last !== undefined && start <= last.end)
      stretches[stretches.length - 1] = { start: last.start, end: Math.max(end, last.end) };
    else stretches.push({ start, end });
  }
  return stretches;
}

function lineStart(text: string, at: number): number {
  const found = text.lastIndexOf('\n', at - 1) + 1;
  return at === 0 || at - found > longestEnd ? Math.max(0, at) : found;
}

/** Behind the end of the line, so that `$` does not fit where only a part ends. */
function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length - at > longestEnd ? at : text.length;
  return found - at > longestEnd ? at : found + 1;
}

/** Whether an expression asks where the whole text begins, so that no part of it will do. */
export function asksForBegin({ source }: LinearExpression): boolean {
  const outside = source.replace(/\\[^A]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]/g, '');
  return /\\A/.test(outside) || (outside.includes('^') && !/\(\?[a-z]*m/.test(source));
}

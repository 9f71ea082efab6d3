import { SeaworthyError, whyOf } from '../../../core/index.ts';
import { expressionSize } from './expression-size.ts';

/** A place where an expression fits. */
export interface ExpressionMatch {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Groups by number, from 1 on; undefined where one had no part in it. */
  readonly groups: readonly (GroupMatch | undefined)[];
  /** By name; where several groups have one name, the first that had a part. */
  named(name: string): GroupMatch | undefined;
}

/** What a group of an expression fits. */
export interface GroupMatch {
  readonly start: number;
  readonly text: string;
}

/** An expression that somebody else wrote, whose cost is linear in the text whatever it is (RE2's syntax, which is Go's). */
export interface LinearExpression {
  readonly source: string;
  /** Instructions, roughly: what it costs is this times the length of the text. */
  readonly size: number;
  /** Whether it fits somewhere. */
  test(text: string): boolean;
  /** Places from the left, none over another; at most `most`. */
  matches(text: string, most: number): readonly ExpressionMatch[];
}

/** Instructions of one expression: real ones have some dozens to some hundreds; `(a{1000}){1000}` would have a million. */
const mostInstructions = 20_000;

let library: typeof import('re2js') | undefined;

/** Loads the engine: to be awaited once before `linearExpression`, which does not wait. */
export async function loadLinearExpressions(): Promise<void> {
  library ??= await import('re2js');
}

/** Compiles an expression in the syntax of RE2. Throws `E_FORMAT` for what is none, `E_LIMIT` for one that is too large. */
export function linearExpression(source: string, where: string): LinearExpression {
  if (library === undefined)
    throw new SeaworthyError('E_INTERNAL', 'the engine of expressions was not loaded', { where });
  const size = expressionSize(source);
  const shown = source.length > 60 ? `${source.slice(0, 60)}…` : source;
  if (size > mostInstructions)
    throw new SeaworthyError(
      'E_LIMIT',
      `an expression of some ${size} steps, more than the ${mostInstructions} allowed`,
      {
        where,
        why: shown,
      },
    );
  const { text, names } = withOwnNames(source);
  let compiled: ReturnType<typeof library.RE2JS.compile>;
  try {
    compiled = library.RE2JS.compile(text);
  } catch (cause) {
    throw new SeaworthyError('E_FORMAT', `no regular expression: ${shown}`, { where, why: whyOf(cause), cause });
  }
  const count = compiled.groupCount();
  const matches = (whole: string, most: number): readonly ExpressionMatch[] => {
    const matcher = compiled.matcher(whole);
    const found: ExpressionMatch[] = [];
    while (found.length < most && matcher.find()) {
      const groups = Array.from({ length: count }, (_, at): GroupMatch | undefined => {
        const start = matcher.start(at + 1);
        return start < 0 ? undefined : { start, text: matcher.group(at + 1) ?? '' };
      });
      const [start, end] = [matcher.start(), matcher.end()];
      found.push({
        start,
        end,
        text: whole.slice(start, end),
        groups,
        named: (name) =>
          (names.get(name) ?? []).map((number) => groups[number - 1]).find((group) => group !== undefined),
      });
    }
    return found;
  };
  return { source, size, test: (whole) => compiled.matcher(whole).find(), matches };
}

/** Go lets several groups have one name, this engine does not: names are taken out, and kept with the numbers of their groups. */
function withOwnNames(source: string): {
  readonly text: string;
  readonly names: ReadonlyMap<string, readonly number[]>;
} {
  const names = new Map<string, number[]>();
  let number = 0;
  // An escape, a class, or the begin of a group: only the last is counted.
  const text = source.replace(
    /\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?(?:\\[\s\S]|\[:\^?\w{1,20}:\]|[^\]\\])*\]|\((\?P?<(\w{1,100})>|(?!\?))/g,
    (all, group?: string, name?: string) => {
      if (group === undefined) return all;
      number += 1;
      if (name === undefined) return all;
      names.set(name, [...(names.get(name) ?? []), number]);
      return '(';
    },
  );
  return { text, names };
}

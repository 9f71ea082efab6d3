/** A stretch of a text. */
export interface WordPart {
  readonly raw: string;
  readonly offset: number;
}

const isSpace = (character: string): boolean => character === ' ' || (character >= '\t' && character <= '\r');

/** Parts between white space; quotes and the escape character keep white space inside a part. What is written is kept. */
export function splitWords(text: string, escapeChar: string): readonly WordPart[] {
  return [...eachWord(text, escapeChar)];
}

/** The same one by one, from an offset on. */
export function* eachWord(text: string, escapeChar: string, from = 0): Generator<WordPart, undefined> {
  let start = -1;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const character = text[i] ?? '';
    if (start < 0) {
      if (isSpace(character)) continue;
      start = i;
    } else if (quote === '' && isSpace(character)) {
      yield { raw: text.slice(start, i), offset: start };
      start = -1;
      continue;
    }
    if (character === escapeChar && quote !== "'") i += 1;
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
  if (start >= 0) yield { raw: text.slice(start), offset: start };
  return undefined;
}

/** One `NAME=value`; `value` as written. */
export interface PairPart {
  readonly name: string;
  readonly value: string | undefined;
  readonly legacy: boolean;
  readonly offset: number;
}

/** The pairs of `ENV` and `LABEL`: `NAME=value …`, or the old `NAME rest of the line`. */
export function splitPairs(text: string, escapeChar: string): readonly PairPart[] {
  const words = splitWords(text, escapeChar);
  const [first] = words;
  if (first === undefined) return [];
  if (!first.raw.includes('=')) {
    const value = text.slice(first.offset + first.raw.length).trim();
    return [{ name: first.raw, value, legacy: true, offset: first.offset }];
  }
  return words.map(nameAndValue);
}

/** The pairs of `ARG`: `NAME` or `NAME=default`, several since Dockerfile 1.2. */
export function splitArguments(text: string, escapeChar: string): readonly PairPart[] {
  return splitWords(text, escapeChar).map(nameAndValue);
}

function nameAndValue({ raw, offset }: WordPart): PairPart {
  const equals = raw.indexOf('=');
  if (equals < 0) return { name: raw, value: undefined, legacy: false, offset };
  return { name: raw.slice(0, equals), value: raw.slice(equals + 1), legacy: false, offset };
}

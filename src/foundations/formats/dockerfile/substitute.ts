import { wordGlob } from '../glob/dialect.ts';
import { matchLength } from '../glob/match-glob.ts';
import { codesOf, type GlobStep, readGlob } from '../glob/read-glob.ts';
import { ExpansionError } from './expansion-error.ts';
import type { WordReader } from './word-reader.ts';

/** Longest value that a pattern is matched against: the work is value times pattern. */
const maxPatternWork = 4_000_000;

/** Expands `${…}`; the expander stands on the brace. */
export function substitute(expander: WordReader): string {
  expander.take();
  const first = expander.peek();
  if (first === '') throw new ExpansionError("syntax error: missing '}'");
  if (first === '{' || first === '}' || first === ':') throw new ExpansionError('syntax error: bad substitution');
  const name = expander.name();
  let operator = expander.take();
  if (operator === '}') return expander.need(name);
  const emptyIsUnset = operator === ':';
  if (emptyIsUnset) operator = expander.take();
  if (operator === '/' && !emptyIsUnset) return replaced(expander, name);
  if (operator === '' || !(emptyIsUnset ? '+-?' : '+-?#%').includes(operator)) {
    throw new ExpansionError(`unsupported modifier (${emptyIsUnset ? ':' : ''}${operator}) in substitution`);
  }
  const isTrim = operator === '#' || operator === '%';
  const word = upTo(expander, '}', isTrim);
  const value = expander.lookUp(name);
  const missing = value === undefined || (emptyIsUnset && value === '');
  if (operator === '-') return missing ? word : value;
  if (operator === '+') return missing ? '' : word;
  if (operator === '?') {
    if (!missing) return value;
    const state = value === undefined ? 'unset' : 'empty';
    throw new ExpansionError(`${name}: ${word || `is not allowed to be ${state}`}`);
  }
  return trimmed(value ?? expander.need(name), word, operator);
}

function upTo(expander: WordReader, stop: string, keepEscapes: boolean): string {
  try {
    return expander.until(stop, keepEscapes).value;
  } catch (error) {
    if (error instanceof ExpansionError && expander.peek() === '') {
      throw new ExpansionError(`syntax error: missing '${stop}'`);
    }
    throw error;
  }
}

function patternOf(text: string, value: string): readonly GlobStep[] {
  const steps = readGlob(text, wordGlob);
  if (steps === undefined) throw new ExpansionError(`invalid pattern (${text}) in substitution`);
  if (steps.length * value.length > maxPatternWork) throw new ExpansionError('the pattern is too long');
  return steps;
}

/** `${name#pattern}`, `##`, `%`, `%%`: without the shortest or longest beginning or end that matches. */
function trimmed(value: string, word: string, operator: string): string {
  const longest = word.startsWith(operator);
  const pattern = patternOf(longest ? word.slice(1) : word, value);
  const characters = [...value];
  if (operator === '#') {
    const length = matchLength(pattern, codesOf(value), 0, longest);
    return characters.slice(length ?? 0).join('');
  }
  const length = matchLength(pattern.toReversed(), codesOf(value).reverse(), 0, longest);
  return characters.slice(0, characters.length - (length ?? 0)).join('');
}

/** `${name/pattern/replacement}` and `//`: the first or every longest match replaced. */
function replaced(expander: WordReader, name: string): string {
  const all = expander.peek() === '/';
  if (all) expander.take();
  const text = upTo(expander, '/', true);
  const replacement = upTo(expander, '}', true);
  const value = expander.need(name);
  const pattern = patternOf(text, value);
  const characters = [...value];
  if (pattern.length * characters.length ** 2 > maxPatternWork) throw new ExpansionError('the pattern is too long');
  const codes = codesOf(value);
  const parts: string[] = [];
  let position = 0;
  while (position < characters.length) {
    const length = matchLength(pattern, codes, position, true) ?? 0;
    if (length === 0) {
      parts.push(characters[position] ?? '');
      position += 1;
      continue;
    }
    parts.push(replacement);
    position += length;
    if (!all) break;
  }
  return parts.join('') + characters.slice(position).join('');
}

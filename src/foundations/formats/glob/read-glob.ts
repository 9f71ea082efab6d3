import type { GlobDialect } from './dialect.ts';

/** One step of a pattern. Characters are code points; half a character of broken text counts as one. */
export type GlobStep =
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'one' }
  | { readonly kind: 'run'; readonly stopsAtSlash: boolean }
  | { readonly kind: 'set'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] };

/** Text as its code points. */
export function codesOf(text: string): number[] {
  return Array.from(text, codeOf);
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

/** The steps of a pattern; undefined when it is not well formed, which only a dialect with bounded quoting knows. */
export function readGlob(pattern: string, dialect: GlobDialect): readonly GlobStep[] | undefined {
  const { hasOne, hasSets, quotes, starStopsAtSlash } = dialect;
  const characters = [...pattern];
  const steps: GlobStep[] = [];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '*') {
      const isDouble = starStopsAtSlash && characters[at + 1] === '*';
      if (isDouble) at++;
      addRun(steps, starStopsAtSlash && !isDouble);
    } else if (character === '?' && hasOne) {
      steps.push({ kind: 'one' });
    } else if (character === '\\' && quotes !== 'nothing') {
      const next = characters[at + 1];
      if (quotes !== 'anything' && (next === undefined || !quotes.only.includes(next))) return undefined;
      if (next !== undefined) at++;
      steps.push({ kind: 'literal', code: codeOf(next ?? '\\') });
    } else {
      const set = character === '[' && hasSets ? readSet(characters, at) : undefined;
      steps.push(set?.step ?? { kind: 'literal', code: codeOf(character) });
      at = set?.end ?? at;
    }
  }
  return steps;
}

/** Runs beside one another are one: the one that goes further. */
function addRun(steps: GlobStep[], stopsAtSlash: boolean): void {
  const last = steps.at(-1);
  if (last?.kind !== 'run') steps.push({ kind: 'run', stopsAtSlash });
  else if (!stopsAtSlash) steps[steps.length - 1] = { kind: 'run', stopsAtSlash };
}

/** A set that starts at the bracket; undefined when the bracket is never closed and stands for itself. */
function readSet(
  characters: readonly string[],
  start: number,
): { readonly step: GlobStep; readonly end: number } | undefined {
  let at = start + 1;
  const negated = characters[at] === '!' || characters[at] === '^';
  if (negated) at += 1;
  const ranges: (readonly [number, number])[] = [];
  for (let first = true; at < characters.length; first = false) {
    if (characters[at] === ']' && !first) return { step: { kind: 'set', negated, ranges }, end: at };
    if (characters[at] === '\\' && at + 1 < characters.length) at += 1;
    const from = codeOf(characters[at] ?? '');
    const to = characters[at + 2];
    const isRange = characters[at + 1] === '-' && to !== undefined && to !== ']';
    ranges.push([from, isRange ? codeOf(to) : from]);
    at += isRange ? 3 : 1;
  }
  return undefined;
}

import type { GlobDialect } from './dialect.ts';
import { codesOf, type GlobStep, readGlob } from './read-glob.ts';

export type GlobMatcher = (text: string) => boolean;

const slash = 0x2f;

/**
 * A pattern as a function that says whether a whole text is what it says; of a pattern that is not well formed no text is. A match costs at most pattern
 * times text, whatever they hold. `fold` makes one of what is to count as the same, as upper and lower case.
 */
export function compileGlob(pattern: string, dialect: GlobDialect, fold?: (text: string) => string): GlobMatcher {
  const steps = readGlob(fold === undefined ? pattern : fold(pattern), dialect);
  if (steps === undefined) return () => false;
  const fits = matcherOf(steps);
  return fold === undefined ? fits : (text) => fits(fold(text));
}

/** Most patterns are names, or begin with one that settles it. */
function matcherOf(steps: readonly GlobStep[]): GlobMatcher {
  const end = steps.findIndex(({ kind }) => kind !== 'literal');
  const prefix = textOf(end < 0 ? steps : steps.slice(0, end));
  if (end < 0) return (text) => text === prefix;
  const rest = steps.slice(end);
  const [first] = rest;
  if (rest.length === 1 && first?.kind === 'run')
    return (text) => text.startsWith(prefix) && !(first.stopsAtSlash && text.includes('/', prefix.length));
  const goesFar = rest.every((step) => step.kind !== 'run' || !step.stopsAtSlash);
  return (text) =>
    text.startsWith(prefix) &&
    (goesFar
      ? matchesByLastRun(rest, text, prefix.length)
      : matchLength(rest, codesOf(text.slice(prefix.length)), 0, true, true) !== undefined);
}

const textOf = (steps: readonly GlobStep[]): string =>
  steps.map((step) => (step.kind === 'literal' ? String.fromCodePoint(step.code) : '')).join('');

function fits(step: GlobStep | undefined, code: number): boolean {
  if (step === undefined) return false;
  if (step.kind === 'literal') return step.code === code;
  if (step.kind === 'one') return true;
  return step.kind === 'set' && step.ranges.some(([from, to]) => from <= code && code <= to) !== step.negated;
}

/** Where every run goes as far as it likes only the last one is ever gone back to. */
function matchesByLastRun(steps: readonly GlobStep[], text: string, from: number): boolean {
  let step = 0;
  let at = from;
  let runStep = -1;
  let runAt = from;
  while (at < text.length) {
    if (steps[step]?.kind === 'run') {
      runStep = step;
      runAt = at;
      step += 1;
      continue;
    }
    const code = text.codePointAt(at) as number;
    if (fits(steps[step], code)) {
      step += 1;
      at += lengthOf(code);
    } else if (runStep >= 0) {
      step = runStep + 1;
      runAt += lengthOf(text.codePointAt(runAt) as number);
      at = runAt;
    } else return false;
  }
  while (steps[step]?.kind === 'run') step += 1;
  return step === steps.length;
}

const lengthOf = (code: number): number => (code > 0xffff ? 2 : 1);

/**
 * How many characters from `from` on the steps match: the fewest or the most, or only all that there are; undefined when they do not match there.
 * Costs steps times text, whatever they hold.
 */
export function matchLength(
  steps: readonly GlobStep[],
  text: readonly number[],
  from: number,
  longest: boolean,
  whole = false,
): number | undefined {
  // reached[i]: the steps so far can end at from + i.
  let reached = new Uint8Array(text.length - from + 1);
  let next = new Uint8Array(reached.length);
  reached[0] = 1;
  for (const step of steps) {
    if (step.kind === 'run') {
      next[0] = reached[0] as number;
      for (let i = 1; i < reached.length; i++)
        next[i] = reached[i] || (next[i - 1] && !(step.stopsAtSlash && text[from + i - 1] === slash)) ? 1 : 0;
    } else {
      next[0] = 0;
      for (let i = 1; i < reached.length; i++)
        next[i] = reached[i - 1] && fits(step, text[from + i - 1] as number) ? 1 : 0;
    }
    [reached, next] = [next, reached];
  }
  if (whole) return reached[reached.length - 1] === 1 ? reached.length - 1 : undefined;
  const length = longest ? reached.lastIndexOf(1) : reached.indexOf(1);
  return length < 0 ? undefined : length;
}

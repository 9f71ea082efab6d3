/** One step of a pattern: a text of one character, any one, any run, or one of a set. */
type Step =
  | { readonly kind: 'literal'; readonly character: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'run' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

export type GlobMatcher = (text: string) => boolean;

/**
 * A glob as fnmatch(3) without flags has it: `*` and `?` match a slash too, `[a-z]`, `[!a]`, backslash quotes. The cost of a match is at most
 * pattern × text: only the last `*` is ever gone back to.
 */
export function compileGlob(pattern: string, fold: (text: string) => string = (text) => text): GlobMatcher {
  const steps = readSteps(fold(pattern));
  if (steps.every((step) => step.kind === 'literal')) {
    const literal = steps.map((step) => (step.kind === 'literal' ? step.character : '')).join('');
    return (text) => fold(text) === literal;
  }
  return (text) => matchSteps(steps, [...fold(text)]);
}

/** Whether the text holds anything that a glob gives a meaning to. */
export const isGlob = (text: string): boolean => /[*?[\\]/.test(text);

function readSteps(pattern: string): readonly Step[] {
  const characters = [...pattern];
  const steps: Step[] = [];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === '*') {
      if (steps.at(-1)?.kind !== 'run') steps.push({ kind: 'run' });
    } else if (character === '?') {
      steps.push({ kind: 'one' });
    } else if (character === '\\' && index + 1 < characters.length) {
      index += 1;
      steps.push({ kind: 'literal', character: characters[index] ?? '' });
    } else {
      const set = character === '[' ? readSet(characters, index) : undefined;
      steps.push(set?.step ?? { kind: 'literal', character });
      index = set?.end ?? index;
    }
  }
  return steps;
}

/** A set that starts at the bracket; `undefined` when the bracket is never closed and stands for itself. */
function readSet(
  characters: readonly string[],
  start: number,
): { readonly step: Step; readonly end: number } | undefined {
  let index = start + 1;
  const negated = characters[index] === '!' || characters[index] === '^';
  if (negated) index += 1;
  const ranges: (readonly [string, string])[] = [];
  for (let first = true; index < characters.length; first = false) {
    if (characters[index] === ']' && !first) return { step: { kind: 'set', negated, ranges }, end: index };
    if (characters[index] === '\\' && index + 1 < characters.length) index += 1;
    const from = characters[index] ?? '';
    const to = characters[index + 2];
    if (characters[index + 1] === '-' && to !== undefined && to !== ']') {
      ranges.push([from, to]);
      index += 3;
    } else {
      ranges.push([from, from]);
      index += 1;
    }
  }
  return undefined;
}

function fits(step: Step | undefined, character: string): boolean {
  if (step === undefined) return false;
  if (step.kind === 'literal') return step.character === character;
  if (step.kind === 'one') return true;
  return step.kind === 'set' && step.ranges.some(([from, to]) => from <= character && character <= to) !== step.negated;
}

function matchSteps(steps: readonly Step[], text: readonly string[]): boolean {
  let step = 0;
  let at = 0;
  let runStep = -1;
  let runAt = 0;
  while (at < text.length) {
    if (steps[step]?.kind === 'run') {
      runStep = step;
      runAt = at;
      step += 1;
    } else if (fits(steps[step], text[at] ?? '')) {
      step += 1;
      at += 1;
    } else if (runStep >= 0) {
      step = runStep + 1;
      runAt += 1;
      at = runAt;
    } else {
      return false;
    }
  }
  while (steps[step]?.kind === 'run') step += 1;
  return step === steps.length;
}

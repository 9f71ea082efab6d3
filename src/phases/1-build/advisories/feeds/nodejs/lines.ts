import type { VersionRange } from '../../../../../core/index.ts';

/** A stretch of versions: from the first to before the second, each as three numbers. */
interface Stretch {
  readonly from: Numbers;
  readonly to: Numbers;
}

type Numbers = readonly [major: number, minor: number, patch: number];

const end: Numbers = [Number.MAX_SAFE_INTEGER, 0, 0];
const number = /^(\d{1,5})(?:\.(\d{1,5}|x))?(?:\.(\d{1,5}|x))?$/;

function compare(a: Numbers, b: Numbers): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** The versions that a partial one stands for: `20.x` and `20` all of 20, `0.10.x` all of 0.10. */
function stretchOf(text: string): Stretch | undefined {
  const found = number.exec(text);
  if (found === null) return undefined;
  const [major, minor, patch] = found
    .slice(1)
    .map((part) => (part === undefined || part === 'x' ? undefined : Number(part)));
  if (major === undefined) return undefined;
  if (minor === undefined) return { from: [major, 0, 0], to: [major + 1, 0, 0] };
  if (patch === undefined) return { from: [major, minor, 0], to: [major, minor + 1, 0] };
  return { from: [major, minor, patch], to: [major, minor, patch + 1] };
}

/** One comparison of an expression of npm's ranges (node-semver, "Ranges"): as much of it as the index uses. */
function comparison(text: string): Stretch | undefined {
  const [, operator = '', version = ''] = /^(\^|~|>=|<=|>|<|=)?(.+)$/.exec(text) ?? [];
  const stretch = stretchOf(version);
  if (stretch === undefined) return undefined;
  const { from, to } = stretch;
  switch (operator) {
    case '^':
      return { from, to: from[0] > 0 ? [from[0] + 1, 0, 0] : [0, from[1] + 1, 0] };
    case '~':
      return { from, to: [from[0], from[1] + 1, 0] };
    case '>=':
      return { from, to: end };
    case '>':
      return { from: to, to: end };
    case '<=':
      return { from: [0, 0, 0], to };
    case '<':
      return { from: [0, 0, 0], to: from };
    default:
      return stretch;
  }
}

/** The stretches of an expression, in order; undefined when a part of it is none that we know: then nobody knows what it means. */
function stretches(text: string): readonly Stretch[] | undefined {
  const all: Stretch[] = [];
  for (const alternative of text.split('||')) {
    const parts = alternative
      .trim()
      .replaceAll(/(?<=[<>=^~])\s+/g, '')
      .split(/\s+/)
      .map(comparison);
    let joined: Stretch = { from: [0, 0, 0], to: end };
    for (const part of parts) {
      if (part === undefined) return undefined;
      joined = {
        from: compare(part.from, joined.from) > 0 ? part.from : joined.from,
        to: compare(part.to, joined.to) < 0 ? part.to : joined.to,
      };
    }
    if (compare(joined.from, joined.to) < 0) all.push(joined);
  }
  return all.sort((a, b) => compare(a.from, b.from));
}

/** What is in `all` and in none of `without`, joined where one ends as the next begins. */
function subtract(all: readonly Stretch[], without: readonly Stretch[]): readonly Stretch[] {
  let left = [...all];
  for (const gone of without) {
    left = left.flatMap(({ from, to }) => [
      { from, to: compare(to, gone.from) < 0 ? to : gone.from },
      { from: compare(from, gone.to) > 0 ? from : gone.to, to },
    ]);
    left = left.filter(({ from, to }) => compare(from, to) < 0);
  }
  const joined: Stretch[] = [];
  for (const one of left.sort((a, b) => compare(a.from, b.from))) {
    const last = joined.at(-1);
    if (last === undefined || compare(one.from, last.to) > 0) joined.push(one);
    else joined[joined.length - 1] = { from: last.from, to: compare(one.to, last.to) > 0 ? one.to : last.to };
  }
  return joined;
}

/**
 * The vulnerable versions that no patch is in: `20.x || 22.x` without `^20.20.2 || ^22.22.2` is 20.0.0 to before 20.20.2, and so on. Undefined where either
 * expression is none that we know.
 */
export function vulnerableRanges(vulnerable: string, patched: string): readonly VersionRange[] | undefined {
  const [all, fixed] = [stretches(vulnerable), patched.trim() === '' ? [] : stretches(patched)];
  if (all === undefined || fixed === undefined) return undefined;
  return subtract(all, fixed).map(({ from, to }) => ({
    introduced: from.join('.'),
    ...(to === end ? {} : { fixed: to.join('.') }),
  }));
}

import { linesOf } from './writer.ts';

const around = 3;
/** Lines that differ before all of what differs is told as replaced: the work grows with their square. */
const mostSteps = 600;

interface Step {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
}

/** A unified diff of two texts (POSIX `diff -u`), as `patch` and `git apply` read it. Empty where they are the same. */
export function lineDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const steps = stepsOf(rawLines(before), rawLines(after));
  const changed = steps.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  const parts = [`--- a/${path}\n+++ b/${path}\n`];
  // Lines of the old and of the new text before `at`.
  let [old, now, at] = [0, 0, 0];
  const walkTo = (end: number): void => {
    for (; at < end; at++) {
      if (steps[at]?.mark !== '+') old++;
      if (steps[at]?.mark !== '-') now++;
    }
  };
  for (let first = 0; first < changed.length; ) {
    let last = first;
    while ((changed[last + 1] ?? Number.POSITIVE_INFINITY) - (changed[last] ?? 0) <= 2 * around) last++;
    walkTo(Math.max(0, (changed[first] ?? 0) - around));
    const hunk = steps.slice(at, (changed[last] ?? 0) + around + 1);
    const [from, to] = [hunk.filter(({ mark }) => mark !== '+').length, hunk.filter(({ mark }) => mark !== '-').length];
    // Of none of them the line before is told.
    parts.push(`@@ -${from === 0 ? old : old + 1},${from} +${to === 0 ? now : now + 1},${to} @@\n`);
    for (const { mark, line } of hunk) parts.push(marked(mark, line));
    first = last + 1;
  }
  return parts.join('');
}

const marked = (mark: string, line: string): string =>
  `${mark}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`;

/** Lines with their ends; none after the last line feed. */
function rawLines(text: string): readonly string[] {
  const starts = [...linesOf(text)].map(({ start }) => start).filter((start) => start < text.length);
  return starts.map((start, index) => text.slice(start, starts[index + 1] ?? text.length));
}

function stepsOf(old: readonly string[], now: readonly string[]): readonly Step[] {
  let [head, tail] = [0, 0];
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const same = (line: string): Step => ({ mark: ' ', line });
  const [went, came] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  return [...old.slice(0, head).map(same), ...shortest(went, came), ...old.slice(old.length - tail).map(same)];
}

/** The shortest way from one text to the other (Myers, "An O(ND) Difference Algorithm", 1986); what goes stands before what comes. */
function shortest(old: readonly string[], now: readonly string[]): readonly Step[] {
  const furthest = new Map<number, number>([[1, 0]]);
  const trail: ReadonlyMap<number, number>[] = [];
  for (let steps = 0; steps <= Math.min(old.length + now.length, mostSteps); steps++) {
    trail.push(new Map(furthest));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = next(furthest, steps, diagonal);
      while (x < old.length && x - diagonal < now.length && old[x] === now[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= old.length && x - diagonal >= now.length) return goBack(old, now, trail);
    }
  }
  return [...old.map((line): Step => ({ mark: '-', line })), ...now.map((line): Step => ({ mark: '+', line }))];
}

/** Where a way of so many steps begins on a diagonal: with a line that came, or one that went. */
function next(furthest: ReadonlyMap<number, number>, steps: number, diagonal: number): number {
  const [below, above] = [furthest.get(diagonal - 1) ?? -1, furthest.get(diagonal + 1) ?? -1];
  return diagonal === -steps || (diagonal !== steps && below < above) ? above : below + 1;
}

function goBack(old: readonly string[], now: readonly string[], trail: readonly ReadonlyMap<number, number>[]) {
  const back: Step[] = [];
  let [x, y] = [old.length, now.length];
  for (let steps = trail.length - 1; steps >= 0; steps--) {
    const furthest = trail[steps] ?? new Map<number, number>();
    const diagonal = x - y;
    const start = next(furthest, steps, diagonal);
    const isNew =
      start === (furthest.get(diagonal + 1) ?? -1) &&
      (diagonal === -steps || (furthest.get(diagonal - 1) ?? -1) < start);
    while (x > start) {
      back.push({ mark: ' ', line: old[--x] ?? '' });
      y--;
    }
    if (steps === 0) break;
    if (isNew) back.push({ mark: '+', line: now[--y] ?? '' });
    else back.push({ mark: '-', line: old[--x] ?? '' });
  }
  return wentFirst(back.reverse());
}

/** Within each run of changes what went stands first, as people are used to it. */
function wentFirst(steps: readonly Step[]): readonly Step[] {
  const told: Step[] = [];
  let run: Step[] = [];
  const flush = (): void => {
    told.push(...run.filter(({ mark }) => mark === '-'), ...run.filter(({ mark }) => mark === '+'));
    run = [];
  };
  for (const step of steps) {
    if (step.mark === ' ') {
      flush();
      told.push(step);
    } else run.push(step);
  }
  flush();
  return told;
}

import { linesOf } from './writer.ts';

const around = 3;

/**
 * A unified diff of two texts of as many lines (POSIX `diff -u`), as `patch` and `git apply` read it: versions are rewritten inside of lines, and no line is added or
 * taken away. Empty where they are the same.
 */
export function lineDiff(path: string, before: string, after: string): string {
  const [old, now] = [rawLines(before), rawLines(after)];
  const changed = old.flatMap((line, index) => (line === now[index] ? [] : [index]));
  if (changed.length === 0) return '';
  const parts = [`--- a/${path}\n+++ b/${path}\n`];
  for (let at = 0; at < changed.length; ) {
    let last = at;
    while ((changed[last + 1] ?? Number.POSITIVE_INFINITY) - (changed[last] ?? 0) <= 2 * around) last++;
    const from = Math.max(0, (changed[at] ?? 0) - around);
    const to = Math.min(old.length, (changed[last] ?? 0) + around + 1);
    parts.push(`@@ -${from + 1},${to - from} +${from + 1},${to - from} @@\n`);
    for (let index = from; index < to; ) {
      if (old[index] === now[index]) parts.push(marked(' ', old[index++]));
      else {
        const start = index;
        while (index < to && old[index] !== now[index]) parts.push(marked('-', old[index++]));
        for (const line of now.slice(start, index)) parts.push(marked('+', line));
      }
    }
    at = last + 1;
  }
  return parts.join('');
}

const marked = (mark: string, line = ''): string =>
  `${mark}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`;

/** Lines with their ends; none after the last line feed. */
function rawLines(text: string): readonly string[] {
  const starts = [...linesOf(text)].map(({ start }) => start).filter((start) => start < text.length);
  return starts.map((start, index) => text.slice(start, starts[index + 1] ?? text.length));
}

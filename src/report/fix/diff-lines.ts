import { printable, showUnseen } from '../../core/index.ts';
import type { FileFix } from '../../flows/index.ts';

/** A manifest on one line is longer than anybody reads: `-o json` has it. */
const longestLine = 2_000;

/** The diffs of files, a blank line behind each; what is said of one that could not be written is made by `warned`. */
export const diffLines = (files: readonly FileFix[], warned: (text: string) => string): readonly string[] =>
  files.flatMap(({ diff, path, state, why }) => [
    ...diff.split('\n').slice(0, -1).map(shown),
    ...(state === 'refused' ? [warned(`${path} is left as it is: ${why ?? ''}`)] : []),
    '',
  ]);

/** Lines below a head, and nothing where there are none. */
export const section = (head: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [head, ...lines, ''];

/** A line of a diff with its tabs; what a terminal would obey is shown and not obeyed. */
const shown = (text: string): string =>
  text.length > longestLine
    ? `${printable(text.slice(0, 100))} … (a line of ${text.length} characters)`
    : text
        .replace(/\r$/, '')
        .split('\t')
        .map((part) => showUnseen(part))
        .join('\t');

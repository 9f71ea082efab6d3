import type { HandbookEntry } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { webLinks } from '../view/links.ts';
import { severityMark } from '../view/words.ts';
import { readableWidth } from './readable-width.ts';

/** What a check, a detector or a kind of rule asks, for a terminal. It says nothing of whether anything breaks it. */
export function explainEntry(entry: HandbookEntry, options: WriteOptions): string {
  const style = makeStyle(options);
  const width = readableWidth(options);
  const { id, sort, title, why, severity, remedy, example, more = [], references, aliases } = entry;
  const body = (text: string): readonly string[] => wrap(clean(text), width - 2).map((line) => `  ${line}`);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [
      '',
      [
        ...wrap(`${id}  ${title}`, width).map(style.strong),
        ...(aliases.length === 0 ? [] : wrap(`also known as ${aliases.join(', ')}`, width).map(style.faint)),
        `${sort}${severity === undefined ? '' : `, ${severityMark[severity]} ${severity}`}`,
      ],
    ],
    ['Why', why === undefined ? [] : body(why)],
    ['What to do', remedy === undefined ? [] : body(remedy)],
    // It stays on one line, so that it can be copied.
    ['As it is written', example === undefined ? [] : [`  ${example}`]],
    ...more.map(({ heading, text }): readonly [string, readonly string[]] => [heading, body(text)]),
    ['Read more', webLinks(references).map((link) => `  ${link}`)],
  ];
  return `${parts
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [...(heading === '' ? [] : [style.strong(heading)]), ...lines].join('\n'))
    .join('\n\n')}\n`;
}

import { count, severities } from '../../core/index.ts';
import type { ListedCheck } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { severityMark } from '../view/words.ts';

/** The catalogue of checks for a terminal: by what they look at, the gravest first. */
export function checksText(checks: readonly ListedCheck[], options: WriteOptions): string {
  const style = makeStyle(options);
  const families = [...Map.groupBy(checks, ({ of }) => of)].map(([of, own]) => {
    const width = Math.max(...own.map(({ id }) => id.length));
    const rank = ({ severity }: ListedCheck): number => severities.indexOf(severity);
    const lines = own
      .toSorted((a, b) => rank(b) - rank(a))
      .flatMap(({ id, title, severity, optional }) => {
        const text = optional ? `${title} (optional)` : title;
        const [first = '', ...rest] = wrap(text, Math.max(options.width - width - 6, 24));
        return [
          `  ${severityMark[severity]} ${id.padEnd(width)}  ${first}`,
          ...rest.map((line) => `${' '.repeat(width + 6)}${line}`),
        ];
      });
    return [style.strong(`${count(own.length, 'check')} of ${of}`), ...lines].join('\n');
  });
  return `${families.join('\n\n')}\n`;
}

/** One check in full: why, remedy, controls of frameworks, and an example of each kind. */
export function checkText(check: ListedCheck, options: WriteOptions): string {
  const style = makeStyle(options);
  const { id, of, title, severity, aliases, frameworks, violating, clean } = check;
  const body = (text: string): readonly string[] => wrap(text, options.width - 2).map((line) => `  ${line}`);
  const example = ([text = '']: readonly string[]): readonly string[] =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [
      '',
      [
        style.strong(`${id}  ${title}`),
        `Check of ${of}, ${severityMark[severity]} ${severity}${check.optional ? ', optional: off unless `lint --enable` names it' : ''}`,
      ],
    ],
    ['Why', body(check.why)],
    ['What to do', body(check.remedy)],
    ['What `lint --fix` writes', check.mends === undefined ? [] : body(check.mends)],
    ['Also known as', aliases.length === 0 ? [] : body(aliases.join(', '))],
    ['Controls', frameworks.map(({ framework, control }) => `  ${framework} ${control}`)],
    ['Found in', example(violating)],
    ['Not found in', example(clean)],
    ['Read more', check.references.map((reference) => `  ${reference}`)],
  ];
  return `${parts
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [...(heading === '' ? [] : [style.strong(heading)]), ...lines].join('\n'))
    .join('\n\n')}\n`;
}

import type { RulesDescription } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';

const listOf = (value: unknown): string =>
  Array.isArray(value) && value.length > 0 ? value.map(String).join(', ') : 'none';

/** Rules as they are once everything is worked in, for people: what each says, looks at and tells. */
export function rulesDescribedText({ rules }: RulesDescription, options: WriteOptions): string {
  const style = makeStyle(options);
  const { width } = options;
  const blocks = rules.map(({ info, details }) => {
    const events = 'events' in details ? listOf(details.events) : `all but ${listOf(details.events_excluded)}`;
    const rows: readonly (readonly [string, string])[] = [
      ['priority', `${String(info.priority)}${info.enabled === false ? ', off' : ''}`],
      ['source', String(info.source)],
      ['tags', listOf(info.tags)],
      ['events', events],
      ['condition', String(details.condition_compiled)],
      ['fields', listOf(details.condition_fields)],
      ['macros', listOf(details.macros)],
      ['lists', listOf(details.lists)],
      ['exceptions', listOf(details.exception_names)],
      ['output', String(details.output_compiled)],
    ];
    return [
      style.strong(clean(String(info.name))),
      ...wrap(clean(String(info.description).trim().replaceAll(/\s+/g, ' ')), width - 2).map((line) => `  ${line}`),
      ...rows.flatMap(([name, text]) => {
        const lines = wrap(clean(text.replaceAll(/\s+/g, ' ')), Math.max(20, width - 14));
        return lines.map((line, at) => `  ${(at === 0 ? name : '').padEnd(12)}${line}`);
      }),
    ].join('\n');
  });
  return blocks.length === 0 ? 'There is no rule.\n' : `${blocks.join('\n\n')}\n`;
}

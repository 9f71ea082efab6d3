import { count } from '../../core/index.ts';
import type { SourceFields } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { makeStyle } from '../terminal/style.ts';

/** The fields that rules may use, for people: one a line, with its type and what it needs. */
export function fieldsText(sources: readonly SourceFields[], options: WriteOptions): string {
  const style = makeStyle(options);
  const blocks = sources.map(({ source, fields }) => {
    const width = Math.max(...fields.map(({ name }) => name.length));
    const lines = fields.map(({ name, type, list, argument, filterOnly, given }) => {
      const about = [
        `${type}${list ? ' list' : ''}`,
        ...(argument === undefined ? [] : [`${argument} as argument`]),
        ...(filterOnly ? ['in conditions only'] : []),
        ...(given ? [] : ['nothing here gives it a value']),
      ];
      return `  ${name.padEnd(width)}  ${about.join(', ')}`;
    });
    return [style.strong(`${source}: ${count(fields.length, 'field')}`), ...lines].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

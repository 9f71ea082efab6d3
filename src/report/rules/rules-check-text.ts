import { count } from '../../core/index.ts';
import type { RulesCheck } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { makeStyle } from '../terminal/style.ts';
import { cleanLines } from './clean-lines.ts';

/** What a look at rules files found, for people: by file, errors first, and a sentence that sums it up. */
export function rulesCheckText({ files, lints, loads, notes, rules }: RulesCheck, options: WriteOptions): string {
  const style = makeStyle(options);
  const lines = files.flatMap(({ errors, warnings, schema, name }) => [
    ...errors.flatMap((text) => cleanLines(text)).map(style.alarm),
    ...warnings.flatMap((text) => cleanLines(text)),
    ...schema.flatMap((text) => cleanLines(`${name}: not as the schema of rules has it: ${text}`)),
  ]);
  const told = lints.flatMap(({ file, line, column, id, rule, message }) =>
    cleanLines(`${file}:${line}:${column}: “${rule}” ${message} [${id}]`),
  );
  const wrong = files.reduce((sum, { errors }) => sum + errors.length, 0);
  const odd = files.reduce((sum, { warnings }) => sum + warnings.length, 0);
  const sums = [
    ...(odd > 0 ? [count(odd, 'warning')] : []),
    ...(lints.length > 0 ? [`${count(lints.length, 'hint')} about rules`] : []),
  ];
  const about = sums.length === 0 ? '' : `, ${sums.join(' and ')}`;
  const end = !loads
    ? style.alarm(`✗ The rules do not load: ${count(wrong, 'error')}${about}.`)
    : rules.all === 0
      ? style.warn(`? There is no rule in ${count(files.length, 'file')}: nothing was judged${about}.`)
      : style.good(`✓ ${count(rules.all, 'rule')} load, ${rules.on} of them on${about}.`);
  return `${[...lines, ...told, ...notes, end].join('\n')}\n`;
}

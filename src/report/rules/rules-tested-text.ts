import { count, someOf } from '../../core/index.ts';
import type { RulesTested } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle } from '../terminal/style.ts';
import { cleanLines } from './clean-lines.ts';

/** Rules in one sentence. */
const mostNames = 8;

/** How tests of rules went, for people: those that do not hold with what differs, and which rules no test looks at. */
export function rulesTestedText({ cases, untested }: RulesTested, options: WriteOptions): string {
  const style = makeStyle(options);
  const failed = cases.filter(({ differs }) => differs.length > 0);
  const lines = failed.flatMap(({ file, name, differs }) => [
    style.alarm(`✗ ${clean(file)}: ${clean(name)}`),
    ...differs.flatMap((text) => cleanLines(text)).map((line) => `  ${line}`),
  ]);
  const passed = count(cases.length - failed.length, 'test');
  const end =
    cases.length === 0
      ? style.warn('? There is no test: nothing was judged.')
      : failed.length > 0
        ? style.alarm(`✗ ${failed.length} of ${count(cases.length, 'test')} failed.`)
        : style.good(`✓ ${passed} passed.`);
  const blind =
    untested.length === 0
      ? []
      : [`${count(untested.length, 'rule')} that no test expects to speak: ${clean(someOf(untested, mostNames))}`];
  return `${[...lines, ...blind, end].join('\n')}\n`;
}

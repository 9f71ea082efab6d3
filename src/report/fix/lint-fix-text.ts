import { count } from '../../core/index.ts';
import type { LintFixResult } from '../../flows/index.ts';
import type { WriteOptions } from '../format.ts';
import { clean } from '../terminal/clean.ts';
import { makeStyle } from '../terminal/style.ts';
import { wrap } from '../terminal/width.ts';
import { changedFiles } from './changed-files.ts';
import { diffLines, section } from './diff-lines.ts';

const mostLines = 100;
type Place = LintFixResult['places'][number];

/** What `lint --fix` mended, or would, for people: a diff a file, what it mends, and what it does not and why. */
export function lintFixText({ files, places, notTaken }: LintFixResult, options: WriteOptions): string {
  const { strong, warn } = makeStyle(options);
  const line = (text: string, indent = '  '): string =>
    wrap(clean(text), options.width - 4)
      .map((one, index) => `${indent}${index === 0 || indent === '' ? '' : '  '}${one}`)
      .join('\n');
  const told = (state: Place['state'], tell: (places: readonly Place[]) => string): readonly string[] => {
    // What several places have in common is told once.
    const groups = [...Map.groupBy(of(places, state), ({ check, why = '' }) => `${check}\n${why}`).values()];
    return [
      ...groups.slice(0, mostLines).map((group) => line(tell(group))),
      ...(groups.length > mostLines ? [`  and ${groups.length - mostLines} more: \`-o json\` has them all`] : []),
    ];
  };
  return [
    ...diffLines(files, (text) => warn(line(text, ''))),
    ...section(strong(files.some(({ state }) => state === 'written') ? 'Mended' : 'Mends'), told('mended', where)),
    ...section(
      strong('Not mended unless it is named (--fix-also)'),
      told('asked', (group) => `${where(group)}: ${group[0]?.why ?? ''}`),
    ),
    ...section(
      strong('Not mended'),
      told('kept', (group) => `${where(group)}: ${group[0]?.why ?? ''}`),
    ),
    ...section(
      strong('Not looked at'),
      notTaken.slice(0, mostLines).map(({ path, why }) => line(`${path}: ${why}`)),
    ),
    line(summary({ files, places }), ''),
    '',
  ].join('\n');
}

const of = (places: readonly Place[], state: Place['state']): readonly Place[] =>
  places.filter((place) => place.state === state);

/** The check, and the places of one file or how many there are. */
function where(group: readonly Place[]): string {
  const [first] = group;
  const paths = new Set(group.map(({ path }) => path));
  const lines = [...new Set(group.map(({ line }) => line))];
  const at =
    paths.size > 1 || lines.length > 6
      ? `${count(group.length, 'place')} in ${count(paths.size, 'file')}`
      : `${first?.path ?? ''}:${lines.join(',')}`;
  return `${first?.check ?? ''} (${at}) ${first?.title ?? ''}`;
}

function summary({ files, places }: Pick<LintFixResult, 'files' | 'places'>): string {
  const what = changedFiles(files, '--fix');
  const [mended, asked] = [of(places, 'mended').length, of(places, 'asked').length];
  const more = asked === 0 ? '' : `, ${asked} more with \`--fix-also\``;
  return `${what}; mends ${mended} of ${count(places.length, 'place')} that ${places.length === 1 ? 'does' : 'do'} not keep a check${more}`;
}

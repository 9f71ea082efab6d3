import type { Command } from '../command.ts';

/** Where commands stand in the overview: the phases of the voyage, then what serves them all. Commands of a group (`gate check`) are told by its word. */
const sections: readonly (readonly [title: string, words: readonly string[]])[] = [
  [
    '1 Build: what is in it, and what is wrong with it',
    ['scan', 'sbom', 'lint', 'import', 'explain', 'diff', 'rejudge'],
  ],
  ['2 Ship: who made it, and may we trust it', ['sign', 'attest', 'verify', 'tree', 'keys']],
  ['3 Deploy: may it run here', ['gate', 'serve']],
  ['4 Run: what is it doing', ['watch', 'replay']],
  ['5 Retire: when may it go', ['retire']],
  ['The ledger: what is known', ['voyage', 'ledger']],
  ['Advisory data', ['db']],
];

/** The commands by section, in the order of the list within each; what is named in none comes last. */
export function bySection(
  commands: readonly Command[],
): readonly (readonly [title: string, commands: readonly Command[]])[] {
  const wordOf = ({ id }: Command): string => id.split(' ')[0] ?? '';
  const placed = new Set(sections.flatMap(([, words]) => words));
  return [
    ...sections.map(([title, words]) => [title, commands.filter((one) => words.includes(wordOf(one)))] as const),
    ['Other', commands.filter((one) => !placed.has(wordOf(one)))],
  ];
}

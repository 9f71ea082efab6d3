import type { Finding } from '../finding.ts';
import type { FindingKind } from '../finding-kind.ts';
import { setAsideBy } from '../suppression.ts';
import { type Conditions, meetsAll, together } from './condition.ts';
import { type Basis, traitsOf } from './traits.ts';

/** The conditions of all lists, as they were written. */
export const limitsText = (lists: readonly Conditions[]): string => lists.map(listText).join(' or ');

/** The conditions of one list, as they were written. */
export const listText = (list: Conditions): string => list.map(({ text }) => text).join(',');

/** What became of one finding: it meets a threshold, might meet one if more were known of it, or meets none. */
export type Standing = 'meets' | 'open' | 'none';

/** How a finding stands against all lists: meeting one of them is enough. One that is set aside meets none. */
export function standing(finding: Finding, lists: readonly Conditions[], basis: Basis, now: Date): Standing {
  if (setAsideBy(finding, now) !== undefined) return 'none';
  const traits = traitsOf(finding, basis, now);
  return standingOf(lists.map((list) => meetsAll(list, traits)));
}

/** How packages that nobody could judge stand against all lists: as a finding of which nothing is known. */
export function standingOfUnjudged(lists: readonly Conditions[]): Standing {
  return standingOf(lists.map((list) => together(list.map(({ ofUnjudged }) => ofUnjudged))));
}

function standingOf(answers: readonly (boolean | undefined)[]): Standing {
  if (answers.includes(true)) return 'meets';
  return answers.includes(undefined) ? 'open' : 'none';
}

/** What keeps findings from being judged, as conditions name it: `severity`, `epss` … */
export function openFacts(
  findings: readonly Finding[],
  lists: readonly Conditions[],
  basis: Basis,
  now: Date,
): readonly string[] {
  const open = findings.flatMap((finding) => {
    const traits = traitsOf(finding, basis, now);
    return lists
      .filter((list) => meetsAll(list, traits) === undefined)
      .flatMap((list) => list.filter((condition) => condition.answer(traits) === undefined))
      .map(({ about }) => about);
  });
  return [...new Set(open)].sort();
}

/** Kinds that a list is about and that nobody looked for: that there is none of them says nothing. */
export function kindsNotLookedFor(lists: readonly Conditions[], { lookedFor }: Basis): readonly FindingKind[] {
  const asked = lists.flat().flatMap((condition) => condition.kind ?? []);
  return [...new Set(asked)].filter((one) => !lookedFor.includes(one));
}

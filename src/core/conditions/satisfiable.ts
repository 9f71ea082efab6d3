import { type FindingKind, findingKinds } from '../finding-kind.ts';
import { type Condition, type Conditions, together } from './condition.ts';
import { type Term, terms } from './terms.ts';
import type { Traits } from './traits.ts';

/**
 * Why nothing can meet all of the conditions, as a clause; undefined where something can. A threshold that nothing meets would let everything pass, and
 * look as if it had been held against what was found.
 */
export function whyNothingMeets(conditions: Conditions): string | undefined {
  const ofPackages = conditions.filter(({ term }) => term === undefined);
  const kinds = kindsAskedFor(conditions, ofPackages);
  const asked = terms.map((term) => ({ term, its: conditions.filter((one) => one.term === term) }));
  if (kinds.some((kind) => asked.every(({ term, its }) => canMeet(kind, term, its)))) return undefined;
  const alone = asked.find(({ term, its }) => !findingKinds.some((kind) => canMeet(kind, term, its)))?.its;
  const texts = [...new Set((alone ?? conditions).map(({ text }) => text))];
  return texts.length === 1 ? `nothing can meet ${texts[0]}` : `${texts.join(' and ')} exclude each other`;
}

/** The kinds of findings that may meet conditions about packages which nobody could judge: what these may have are flaws. */
function kindsAskedFor(conditions: Conditions, ofPackages: Conditions): readonly FindingKind[] {
  const ofFindings = ofPackages.every((one) => one.answer({ kind: 'vulnerability', severity: 'unknown' }) === true);
  if (ofFindings) return findingKinds;
  return together(conditions.map(({ ofUnjudged }) => ofUnjudged)) === false ? [] : ['vulnerability'];
}

/** Whether a finding of a kind can meet all conditions about one term. Each term is a fact of its own, so each can be looked at by itself. */
function canMeet(kind: FindingKind, term: Term, conditions: Conditions): boolean {
  if (conditions.length === 0) return true;
  return valuesOf(term, conditions).some((value) => {
    const traits: Traits = {
      severity: 'unknown',
      ...(value === undefined ? {} : { [term.type === 'span' ? term.trait : term.setting]: value }),
      kind: term.type === 'word' ? (value as FindingKind) : kind,
    };
    return traits.kind === kind && conditions.every((one) => one.answer(traits) === true);
  });
}

/** Every value that conditions can tell apart, and that nobody has stated it. */
function valuesOf(term: Term, conditions: Conditions): readonly (string | number | boolean | undefined)[] {
  switch (term.type) {
    case 'fact':
      return [true, ...(term.onlyTrue === undefined ? [false] : []), undefined];
    case 'word':
      return term.words;
    case 'order':
      return [...term.words, undefined];
    case 'number':
      return [...numbersAround(conditions, term.most), undefined];
    case 'span':
      return [...numbersAround(conditions, Number.MAX_SAFE_INTEGER), undefined];
  }
}

/** The least and the most, what is compared with, and one number between each and the next. */
function numbersAround(conditions: readonly Condition[], most: number): readonly number[] {
  const edges = [...new Set([0, most, ...conditions.flatMap(({ number }) => number ?? [])])].sort((a, b) => a - b);
  return edges.flatMap((edge, index) => [edge, (edge + (edges[index + 1] ?? edge)) / 2]);
}

import { type AdvisoryScope, SeaworthyError } from '../../../../core/index.ts';
import type { OvalCriterion, OvalNode } from './oval-types.ts';
import type { PackageTest } from './package-test.ts';

/** What a leaf means to whoever reads the file of one release. */
export type Meaning =
  /** Certain for that release: the product is the one, the signature is not asked. */
  | { readonly is: 'true' }
  /** Certainly not so there: another product. */
  | { readonly is: 'false' }
  | { readonly is: 'package'; readonly test: PackageTest; readonly criterion: OvalCriterion }
  /** A condition that goes into what the record is limited to. */
  | { readonly is: 'scope'; readonly scope: AdvisoryScope }
  /** So for some alone: those who have what the name says. */
  | { readonly is: 'audience'; readonly name: string }
  /** A condition that the image does not tell: its words go into the record. */
  | { readonly is: 'condition'; readonly words: string };

/** One way in which a definition comes true: all of it holds together. */
export interface OvalCase {
  readonly packages: readonly (PackageTest & { readonly criterion: OvalCriterion })[];
  /** Packages of which it says that they are not there like this. */
  readonly without: readonly (PackageTest & { readonly criterion: OvalCriterion })[];
  readonly scopes: readonly AdvisoryScope[];
  /** For whom alone it holds, where it does not for everybody. */
  readonly audiences: readonly string[];
  readonly conditions: readonly string[];
}

const always: OvalCase = { packages: [], without: [], scopes: [], audiences: [], conditions: [] };

const isAlways = (one: OvalCase): boolean =>
  one.packages.length + one.without.length + one.scopes.length + one.audiences.length + one.conditions.length === 0;

/** Ways in which one definition may come true. */
const mostCases = 200_000;

/**
 * The ways in which a criteria tree comes true, one a row (its disjunctive normal form); none where it never does. Throws `E_LIMIT` for trees that have more
 * than any publisher's.
 */
export function casesOf(
  node: OvalNode,
  meaningOf: (leaf: OvalCriterion) => Meaning,
  where: string,
  negated = false,
): readonly OvalCase[] {
  const isNegated = negated !== node.negate;
  if (node.kind === 'criterion') return leafCases(meaningOf(node), isNegated);
  const isAll = (node.operator === 'AND') !== isNegated;
  if (!isAll) return anyOf(node.children, (child) => casesOf(child, meaningOf, where, isNegated), where);
  let all: readonly OvalCase[] = [always];
  for (const child of node.children) {
    all = product(all, casesOf(child, meaningOf, where, isNegated), where);
    if (all.length === 0) break;
  }
  return all;
}

function anyOf(
  children: readonly OvalNode[],
  casesOfChild: (child: OvalNode) => readonly OvalCase[],
  where: string,
): readonly OvalCase[] {
  const all: OvalCase[] = [];
  for (const child of children) {
    for (const one of casesOfChild(child)) {
      if (isAlways(one)) return [always];
      all.push(one);
    }
    checkCount(all.length, where);
  }
  return all;
}

function checkCount(count: number, where: string): void {
  if (count > mostCases) throw new SeaworthyError('E_LIMIT', `criteria with more than ${mostCases} cases`, { where });
}

function product(left: readonly OvalCase[], right: readonly OvalCase[], where: string): readonly OvalCase[] {
  checkCount(left.length * right.length, where);
  const [only, other] = right;
  if (only !== undefined && other === undefined && isAlways(only)) return left;
  return left.flatMap((a) =>
    right.map((b) => ({
      packages: [...a.packages, ...b.packages],
      without: [...a.without, ...b.without],
      scopes: [...a.scopes, ...b.scopes],
      audiences: [...a.audiences, ...b.audiences],
      conditions: [...a.conditions, ...b.conditions],
    })),
  );
}

function leafCases(meaning: Meaning, negated: boolean): readonly OvalCase[] {
  switch (meaning.is) {
    case 'true':
      return negated ? [] : [always];
    case 'false':
      return negated ? [always] : [];
    case 'package': {
      const one = { ...meaning.test, criterion: meaning.criterion };
      return [negated ? { ...always, without: [one] } : { ...always, packages: [one] }];
    }
    case 'scope':
      // What a record is not about cannot be said of it: it stays about all.
      return [negated ? always : { ...always, scopes: [meaning.scope] }];
    case 'audience':
      // Whoever is not among them is everybody else.
      return [negated ? always : { ...always, audiences: [meaning.name] }];
    case 'condition':
      return [{ ...always, conditions: [negated ? `not: ${meaning.words}` : meaning.words] }];
  }
}

import type { Package } from '../../../../core/index.ts';

/** What the judging of an owner comes to, for the packages it owns. */
export interface OwnerWord {
  readonly owner: Package;
  /** Whether a source with data covers the owner: then the owner is judged and what it owns is not judged a second time. */
  readonly judged: boolean;
  /** Whether that source has ever said anything about the owner. */
  readonly spoken: boolean;
}

/**
 * Why an owned package is not judged by itself; undefined when it is to be. Distributions mend flaws without changing the version of what they
 * package, so the ecosystem's ranges do not hold for it. A source that has never spoken of the owner is told apart: either the owner has no
 * known flaw, or it comes from somewhere else than the distribution, and a reader should know which packages that concerns.
 */
export function whyLeftToOwner(word: OwnerWord | undefined): string | undefined {
  if (!word?.judged) return undefined;
  const { type } = word.owner;
  return word.spoken
    ? `brought by a ${type} package and judged as that`
    : `brought by a ${type} package and judged as that, though its source of advisories has nothing about it`;
}

/** A package and its owner, as an example in the coverage. */
export function ownedExample(found: Package, owner: Package): string {
  return `${found.name} ${found.version} (${owner.type} ${owner.name} ${owner.version})`;
}

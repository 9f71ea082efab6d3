import type { Package } from '../../../../core/index.ts';
import { isLocalPlace, type Origin } from '../../ecosystems/index.ts';
import { isDistributionPackage } from './distribution.ts';

/** What the judging of a package of the distribution comes to, for itself and for what it owns. */
export interface OriginWord {
  readonly found: Package;
  readonly origin: Origin;
  /** Whether a source with data covers it: then it is judged and what it owns is not judged a second time. */
  readonly judged: boolean;
  /** Whether that source has ever said anything about it. */
  readonly spoken: boolean;
}

/**
 * Why a package of a distribution's kind is not the distribution's, as a clause; undefined when it is. A source that has never named it is no reason
 * by itself, since most packages have no flaw: it only tips the scale where everything else points elsewhere.
 */
export function whyForeign({ origin, judged, spoken }: OriginWord): string | undefined {
  if (origin.from === 'elsewhere') return origin.why;
  if (origin.from === 'unsure' && origin.leans && judged && !spoken)
    return `${origin.why}, and no advisory has ever named it`;
  return undefined;
}

/**
 * Why an owned package is not judged by itself; undefined when it is to be. Distributions mend flaws without changing the version of what they
 * package, so the ecosystem's ranges do not hold for it. What somebody else packaged is as its ecosystem knows it; so is, to be safe, what comes
 * from nobody knows whom while no advisory has named it: where the distribution had mended a flaw, it would have.
 */
export function whyLeftToOwner(word: OriginWord): string | undefined {
  if (!word.judged || whyForeign(word) !== undefined) return undefined;
  if (word.origin.from === 'unsure' && !word.spoken) return undefined;
  const { type } = word.found;
  return word.spoken
    ? `brought by a ${type} package and judged as that`
    : `brought by a ${type} package and judged as that, though its source of advisories has nothing about it`;
}

/** Why a list of files of the distribution is not believed about this place, as a clause; undefined when it is. */
export const whyNotThere = ({ path }: Package): string | undefined =>
  isLocalPlace(path)
    ? `which puts nothing of the distribution's at /${path}, so that it is judged by itself.`
    : undefined;

/** Why an owned package is judged by itself after all, for its evidence: goes on after "Its files belong to deb x 1.0, ". */
export function whyByItself(word: OriginWord): string {
  const foreign = whyForeign(word);
  if (foreign !== undefined) return `which is not the distribution's (${foreign}), so that it is judged by itself.`;
  if (!word.judged || word.origin.from !== 'unsure') return 'for which there is no data to judge it by.';
  return `which may not be the distribution's (${word.origin.why}) and which no advisory has named, so that it is judged by itself.`;
}

/** A package and its owner, as an example in the coverage. */
export function ownedExample(found: Package, owner: Package): string {
  return `${found.name} ${found.version} (${owner.type} ${owner.name} ${owner.version})`;
}

/**
 * The distribution's package that brought this one, directly or through a package of another kind. Only a distribution changes software without
 * changing its version; a JavaScript library inside a Python wheel is as its own ecosystem knows it.
 */
export function ownerOf(found: Package, packages: ReadonlyMap<string, Package>): Package | undefined {
  if (isDistributionPackage(found)) return undefined;
  const seen = new Set<string>([found.id]);
  let owner = packages.get(found.ownedBy ?? '');
  while (owner && !isDistributionPackage(owner)) {
    if (seen.has(owner.id)) return undefined;
    seen.add(owner.id);
    owner = packages.get(owner.ownedBy ?? '');
  }
  return owner;
}

import type { Inventory, Package } from '../../../../core/index.ts';
import { originOf } from '../../ecosystems/index.ts';
import type { Feed } from '../feed.ts';
import { ownerOf, whyNotThere } from './ownership.ts';

/** Whether a package is judged as the one that brought it: the distribution's without doubt, of which some feed speaks: before any data is at hand. */
export function leftToOwner(
  { packages, distribution }: Pick<Inventory, 'packages' | 'distribution'>,
  feeds: readonly Feed[],
): (found: Package) => boolean {
  const byId = new Map(packages.map((one) => [one.id, one]));
  const covered = new Map<string, boolean>();
  const isCovered = (owner: Package): boolean => {
    const known = covered.get(owner.id);
    if (known !== undefined) return known;
    const isSpokenOf = feeds.some((feed) => feed.askedByName !== true && feed.lookups(owner, distribution).length > 0);
    const is = originOf(owner, distribution).from === 'distribution' && isSpokenOf;
    covered.set(owner.id, is);
    return is;
  };
  return (found) => {
    const owner = whyNotThere(found) === undefined ? ownerOf(found, byId) : undefined;
    return owner !== undefined && isCovered(owner);
  };
}

import type { Distribution, Package } from '../../../core/index.ts';
import { isSystemType } from '../ecosystems/index.ts';
import type { LocatedSecret } from '../secrets/index.ts';
import { isOfDistribution, ownersOf } from './traces/owned-paths.ts';

/** Where only packages write. What lies elsewhere people change by hand, and no list of files says what it holds now. */
const ofPackages = /^(?:usr\/(?!local\/)|lib\w{0,4}\/|s?bin\/)/;

/** The secrets, and how many of them are none. */
export interface SiftedSecrets {
  readonly secrets: readonly LocatedSecret[];
  readonly published: number;
}

/**
 * Leaves out what a package of the distribution itself brought: the examples of a standard library and the keys of its tests are in every copy of the
 * distribution, and open nothing of this image's. The file must be as the package left it, as far as layers tell: one that a later layer wrote again is
 * somebody else's, even under a name that a package lists. In a folder without layers the list of files is believed.
 */
export function withoutPublished(
  located: readonly LocatedSecret[],
  packages: readonly Package[],
  distribution: Distribution | undefined,
): SiftedSecrets {
  const asked = located.map(({ hit }) => hit.path).filter((path) => ofPackages.test(path));
  const owners = ownersOf(
    asked,
    packages.filter(({ type }) => asked.length > 0 && isSystemType(type)),
  );
  const placed = ({ hit }: LocatedSecret): string => JSON.stringify([hit.detector, hit.path, hit.fingerprint]);
  const isAsBrought = ({ hit, layer, reach }: LocatedSecret): boolean => {
    const owner = ofPackages.test(hit.path) ? owners.ownerOf(hit.path) : undefined;
    if (owner === undefined || !isSystemType(owner.type) || !isOfDistribution(owner, distribution)) return false;
    return reach.kind === 'file' || (reach.kind === 'present' && layer?.index === owner.layer?.index);
  };
  // An upgrade brings the same examples again: those of the older copy below it are the same values at the same place.
  const published = new Set(located.filter(isAsBrought).map(placed));
  const secrets = located.filter(
    (one) => !isAsBrought(one) && !(one.reach.kind === 'hidden' && published.has(placed(one))),
  );
  return { secrets, published: located.length - secrets.length };
}

import type { Distribution, Package } from '../../../../core/index.ts';
import { knownDistribution } from '../../distributions/index.ts';
import { elsewhere, type Origin, ofDistribution, ownMakers } from '../origin.ts';

/** What makers of distributions write as vendor into the packages they build, by how it begins; Koji builds for several. */
const vendors: readonly string[] = [...ownMakers('rpm').names, 'Koji'];

/**
 * How the vendor begins in packages that a distribution ships. Each builds all of its packages itself, whatever it derives from, unless it says whose it takes
 * as they are: on Red Hat's a package of the Fedora Project comes from EPEL. Undefined where we do not know its own.
 */
function vendorsOf(distribution: Distribution | undefined): readonly string[] | undefined {
  const known = knownDistribution(distribution?.id ?? '');
  if (known?.packageType !== 'rpm' || known.own?.names === undefined) return undefined;
  return [known, ...(known.ships ?? []).map(knownDistribution)].flatMap((one) => one?.own?.names ?? []);
}

/** By the vendor, which builders of distributions always set. Without one nothing says that it is not the distribution's. */
export function rpmOrigin({ origin }: Package, distribution: Distribution | undefined): Origin {
  const vendor = origin?.vendor;
  if (vendor === undefined || vendor === '' || vendor === '(none)') return ofDistribution;
  const isOf = (names: readonly string[]): boolean => names.some((one) => vendor.startsWith(one));
  if (isOf(vendorsOf(distribution) ?? vendors) || isOf(['Koji'])) return ofDistribution;
  return elsewhere(`its vendor is ${vendor}${isOf(vendors) ? ', who builds for another distribution' : ''}`);
}

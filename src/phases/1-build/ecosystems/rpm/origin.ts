import type { Package } from '../../../../core/index.ts';
import { elsewhere, type Origin, ofDistribution, ownMakers } from '../origin.ts';

/** What makers of distributions write as vendor into the packages they build, by how it begins; Koji builds for several. */
const vendors: readonly string[] = [...ownMakers('rpm').names, 'Koji'];

/** By the vendor, which builders of distributions always set. Without one nothing says that it is not the distribution's. */
export function rpmOrigin({ origin }: Package): Origin {
  const vendor = origin?.vendor;
  if (vendor === undefined || vendor === '' || vendor === '(none)') return ofDistribution;
  return vendors.some((one) => vendor.startsWith(one)) ? ofDistribution : elsewhere(`its vendor is ${vendor}`);
}

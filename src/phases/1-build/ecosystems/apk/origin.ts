import type { Package } from '../../../../core/index.ts';
import { elsewhere, isBelow, mailDomain, type Origin, ofDistribution, ownMakers, unsure } from '../origin.ts';
import { isVendor } from '../vendors.ts';

const own = ownMakers('apk');

/**
 * By who is named and how it was built: Alpine builds from its tree of recipes, and its packages name the commit (`c`) and a release (`-r1`). Its
 * maintainers use addresses of their own or of their firm, so that an address alone says nothing.
 */
export function apkOrigin({ origin, version }: Package): Origin {
  const { maintainer, commit } = origin ?? {};
  if (maintainer === undefined || maintainer === '' || isBelow(mailDomain(maintainer), own.domains))
    return ofDistribution;
  const who = `its maintainer is ${maintainer}`;
  if (!/-r\d+$/.test(version)) return elsewhere(`${who}, and its version ${version} has no release as Alpine's have`);
  const isBuiltFromTree = commit !== undefined && /^[0-9a-f]{40}$/.test(commit);
  if (isVendor(maintainer) && !isBuiltFromTree) return elsewhere(`${who}, and it names no commit of Alpine's tree`);
  return isBuiltFromTree ? unsure(who, false) : unsure(`${who}, and it names no commit of Alpine's tree`, true);
}

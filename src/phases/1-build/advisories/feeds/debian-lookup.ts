import type { Distribution, Package } from '../../../../core/index.ts';
import { debianCodename } from '../../distributions/index.ts';
import type { Lookup } from '../feed.ts';

/** Where both Debian feeds know something about a package: by its source package, in the partition of its release. */
export function debianLookups(
  prefix: string,
  found: Package,
  distribution: Distribution | undefined,
): readonly Lookup[] {
  if (found.type !== 'deb' || distribution === undefined) return [];
  const codename = debianCodename(distribution);
  if (codename === undefined || !/^[a-z]{1,40}$/.test(codename)) return [];
  const key = found.source?.name ?? found.name;
  // A rebuild without changes gives the package a version that its source does not have: 1.2-3+b1 from 1.2-3.
  const version = found.source?.version ?? found.version;
  const same = key === found.name && version === found.version;
  const why = same
    ? `Debian publishes about the source package ${key} ${version} in ${codename}.`
    : `Debian publishes about the source package ${key} ${version} in ${codename}, from which ${found.name} ${found.version} was built.`;
  return [{ partition: `${prefix}/${codename}`, key, version, why }];
}

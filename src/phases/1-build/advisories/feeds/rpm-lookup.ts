import type { Distribution, Package } from '../../../../core/index.ts';
import { knownDistribution } from '../../distributions/index.ts';
import type { Lookup } from '../feed.ts';

/** Whose packages are looked up, and in which partitions. */
export interface BinaryLookup {
  /** `ID` of os-release. */
  readonly id: string;
  readonly prefix: string;
  /** Of the release, by the version of os-release; the number before the first dot where it is absent. Undefined for one that nobody publishes about. */
  partitionOf?(version: string): string | undefined;
}

/** Where publishers of bulletins know something about an rpm package: by its own name and version, in the partition of its release. */
export function rpmBinaryLookups(
  found: Package,
  distribution: Distribution | undefined,
  { id, prefix, partitionOf = (version) => /^\d{1,4}/.exec(version)?.[0] }: BinaryLookup,
): readonly Lookup[] {
  if (found.type !== 'rpm' || distribution?.id !== id) return [];
  const release = partitionOf(distribution.version ?? '');
  if (release === undefined) return [];
  const title = knownDistribution(id)?.title ?? id;
  const why = `${title} publishes about the binary package ${found.name} ${found.version} of release ${release}.`;
  return [{ partition: `${prefix}/${release}`, key: found.name, version: found.version, why }];
}

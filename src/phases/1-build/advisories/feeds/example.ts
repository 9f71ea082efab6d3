import type { Distribution, Package } from '../../../../core/index.ts';
import type { PartitionId } from '../feed.ts';

/** A small true example of what a feed reads, and what must come out of it; the contract test runs it. */
export interface Example {
  readonly partition: PartitionId;
  /** Files as the feed is handed them: a text, or the files of an archive by name, which is a zip unless its path says `.tar.zst` or `.tar.xz`. */
  readonly files: readonly { readonly path: string; readonly content: string | Readonly<Record<string, string>> }[];
  /** `key id status`, in the order of the records; `key` alone for records of exploitation. */
  readonly records: readonly string[];
  /** A package that the feed knows something about, and the key it is looked up by; absent for feeds of context. */
  readonly lookup?: {
    readonly found: Package;
    readonly distribution?: Distribution;
    readonly key: string;
    readonly version: string;
    /** Under which keys it is looked up besides. */
    readonly beside?: readonly { readonly key: string; readonly version: string }[];
  };
}

/** A package for examples. */
export function examplePackage(type: string, name: string, version: string, more: Partial<Package> = {}): Package {
  return {
    id: `pkg:${type}/${name}@${version}`,
    purl: `pkg:${type}/${name}@${version}`,
    name,
    version,
    type,
    versionOrder: type,
    licences: [],
    path: '',
    paths: [],
    files: [],
    foundBy: 'example',
    ...more,
  };
}

import type { Distribution, Package } from '../../../../../core/index.ts';
import type { Lookup } from '../../feed.ts';
import { fixedSourceKey, packageKey, sourceKey } from './keys.ts';
import { partitionOf, type RhelStream, streamTitle } from './streams.ts';

const majorOf = ({ version }: Distribution): string | undefined => /^(\d{1,2})(?:\.|$)/.exec(version ?? '')?.[1];

/** Which stream's data judge a distribution, and what is to be said of that. */
interface Judging {
  readonly stream: RhelStream;
  readonly remark?: string;
}

/**
 * CentOS Stream is what the next minor release of RHEL will be. What has no fix, or is not affected, holds there as well. A version below a fix has the
 * flaw; one above it need not be free of it, as the fix may be of an older minor release and come to Stream later.
 */
function judgingOf(distribution: Distribution | undefined): Judging | undefined {
  const major = distribution && majorOf(distribution);
  if (major === undefined) return undefined;
  const stream = { major, stream: '' };
  if (distribution?.id === 'rhel') return { stream };
  if (distribution?.id !== 'centos' || !distribution.prettyName?.includes('Stream')) return undefined;
  const remark = `CentOS Stream ${major} is built ahead of RHEL ${major}, and its builds are compared with the fixes of RHEL ${major}`;
  return { stream, remark };
}

/**
 * Where Red Hat speaks of a package: under its own name, and under that of its source package, which counts for flaws of which it says nothing about the
 * package itself.
 */
export function rhelLookups(found: Package, distribution: Distribution | undefined): readonly Lookup[] {
  const judging = found.type === 'rpm' ? judgingOf(distribution) : undefined;
  if (judging === undefined) return [];
  const { stream, remark } = judging;
  const partition = partitionOf(stream);
  const title = streamTitle(stream);
  const end = remark === undefined ? '.' : `; ${remark}.`;
  const { name, version } = found;
  const source = found.source?.name ?? name;
  const own = {
    partition,
    key: packageKey(name),
    version,
    why: `Red Hat publishes about the package ${name} in ${title}${end}`,
  };
  const ofSource = {
    partition,
    version,
    general: true,
    why: `Red Hat publishes about the source package ${source} in ${title}, from which ${name} ${version} was built${end}`,
  };
  // The file name of a source package has no epoch, so that its version can be compared only where it is the package's own.
  const isSame = found.source === undefined || found.source.version === version;
  return [
    own,
    { ...ofSource, key: sourceKey(source) },
    ...(isSame ? [{ ...ofSource, key: fixedSourceKey(source) }] : []),
  ];
}

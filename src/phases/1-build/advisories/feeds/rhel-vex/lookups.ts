import { type Distribution, type Package, someOf } from '../../../../../core/index.ts';
import type { FeedRemark, Lookup } from '../../feed.ts';
import { fixedSourceKey, packageKey, sourceKey } from './keys.ts';
import { isLaterBuild, repositoriesOf } from './repositories.ts';
import { partitionOf, type RhelStream, streamTitle } from './streams.ts';

/** As the files of Red Hat's images are called that name their repositories: `content-sets.json`, or one for each layer. */
const contentSets = 'content manifest';

const majorOf = ({ version }: Distribution): string | undefined => /^(\d{1,2})(?:\.|$)/.exec(version ?? '')?.[1];

/** Which stream's data judge a distribution, and what is to be said of that. */
interface Judging {
  readonly stream: RhelStream;
  readonly remarks: readonly FeedRemark[];
}

const namedOthers = 3;

function judgingOfRhel(distribution: Distribution, major: string): Judging {
  const { stream, others } = repositoriesOf(distribution, major);
  const title = streamTitle(stream);
  const untold = `no ${contentSets} in the image says which repositories the packages are from: they are judged as those of the main stream of ${title}`;
  const byFile = `the packages are judged as those of ${title}, whose repositories its ${contentSets} names`;
  const of = someOf(others, namedOthers);
  const apart = `packages are from repositories of other products too (${of}), and what Red Hat says of those products was not looked at`;
  return {
    stream,
    remarks: [
      ...(distribution.repositories === undefined ? [{ message: untold, incomplete: false }] : []),
      ...(stream.stream === '' ? [] : [{ message: byFile, incomplete: false }]),
      ...(others.length === 0 ? [] : [{ message: apart, incomplete: true }]),
    ],
  };
}

/**
 * CentOS Stream is what the next minor release of RHEL will be. What has no fix, or is not affected, holds there as well. A version below a fix has the
 * flaw; one above it need not be free of it, as the fix may be of an older minor release and come to Stream later.
 */
function judgingOf(distribution: Distribution | undefined): Judging | undefined {
  const major = distribution && majorOf(distribution);
  if (major === undefined) return undefined;
  if (distribution?.id === 'rhel') return judgingOfRhel(distribution, major);
  if (distribution?.id !== 'centos' || !distribution.prettyName?.includes('Stream')) return undefined;
  const message = `CentOS Stream ${major} is built ahead of RHEL ${major}, by whose fixes it is judged: a build above a fix for an older minor release may lack it`;
  return { stream: { major, stream: '' }, remarks: [{ message, incomplete: false }] };
}

/** What is to be said of a distribution that is judged by this feed. */
export const rhelRemarks = (distribution: Distribution): readonly FeedRemark[] =>
  judgingOf(distribution)?.remarks ?? [];

/**
 * Where Red Hat speaks of a package: under its own name, and under that of its source package, which counts for flaws of which it says nothing about the
 * package itself.
 */
export function rhelLookups(found: Package, distribution: Distribution | undefined): readonly Lookup[] {
  const judging = found.type === 'rpm' ? judgingOf(distribution) : undefined;
  if (judging === undefined) return [];
  const { name, version } = found;
  // Whatever a file says of the whole: this one is none of those builds.
  const { major } = judging.stream;
  const stream = isLaterBuild(version, judging.stream) ? { major, stream: '' } : judging.stream;
  const partition = partitionOf(stream);
  const title = streamTitle(stream);
  const source = found.source?.name ?? name;
  const own = {
    partition,
    key: packageKey(name),
    version,
    why: `Red Hat publishes about the package ${name} in ${title}.`,
  };
  const ofSource = {
    partition,
    version,
    general: true,
    why: `Red Hat publishes about the source package ${source} in ${title}, from which ${name} ${version} was built.`,
  };
  // The file name of a source package has no epoch, so that its version can be compared only where it is the package's own.
  const isSame = found.source === undefined || found.source.version === version;
  return [
    own,
    { ...ofSource, key: sourceKey(source) },
    ...(isSame ? [{ ...ofSource, key: fixedSourceKey(source) }] : []),
  ];
}

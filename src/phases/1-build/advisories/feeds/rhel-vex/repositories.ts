import { type Distribution, defined } from '../../../../../core/index.ts';
import type { RhelStream } from './streams.ts';

/*
 * Names of Red Hat's repositories: rhel-9-for-x86_64-baseos-rpms, ubi-9-appstream-rpms, codeready-builder-for-rhel-9-x86_64-rpms of the main stream,
 * rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2 and rhel-7-server-els-rpms of extended ones, rhocp-4.16-for-rhel-9-x86_64-rpms of another product.
 */

const ofRhel =
  /^(?:rhel|ubi)-\d{1,2}-(?:for-[a-z0-9_]+-)?(?:server-(?!ose|rhv|openstack|satellite)|baseos|appstream|codeready|supplementary|highavailability|resilientstorage|nfv|rt-|sap|optional|extras|rpms)|^codeready-builder-for-(?:rhel|ubi)-/;

const extended = /-(eus|aus|tus|e4s|els)-(?:source-|debug-)?rpms(?:__(\d{1,2})_DOT_(\d{1,2}))?$/;

function streamOfRepository(name: string, release: Distribution, major: string): RhelStream {
  const [, stream = '', , ownMinor] = extended.exec(name) ?? [];
  if (stream === '') return { major, stream };
  // The last minor release lives on as a whole.
  const minor = stream === 'els' ? undefined : (ownMinor ?? /^\d+\.(\d{1,2})/.exec(release.version ?? '')?.[1]);
  return { major, stream, ...defined({ minor }) };
}

/** What is known of where packages are from. */
export interface RhelRepositories {
  readonly stream: RhelStream;
  /** Repositories of other products, whose packages are built apart. */
  readonly others: readonly string[];
}

/**
 * The stream that the packages are from: an extended one where all repositories of RHEL are of that, else the main one, which mends more. The main one too
 * where nothing is told.
 */
export function repositoriesOf(distribution: Distribution, major: string): RhelRepositories {
  const { repositories = [] } = distribution;
  const own = repositories.filter((name) => ofRhel.test(name));
  const others = repositories.filter((name) => !own.includes(name));
  const [first, ...more] = own.map((name) => streamOfRepository(name, distribution, major));
  const isOne = first !== undefined && more.every((one) => one.stream === first.stream && one.minor === first.minor);
  return { stream: isOne ? first : { major, stream: '' }, others };
}

/** Whether a build is of a later minor release than those who stay with one have: `1.2-3.el9_4`. */
export function isLaterBuild(version: string, { major, minor }: RhelStream): boolean {
  const [, ofMajor, ofMinor] = /\.el(\d{1,2})_(\d{1,2})(?:\D|$)/.exec(version) ?? [];
  return minor !== undefined && ofMajor === major && Number(ofMinor) > Number(minor);
}

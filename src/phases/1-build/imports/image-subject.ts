import { isDigest, type Subject } from '../../../core/index.ts';

/** What tools tell of an image. */
export interface ToldImage {
  readonly name: string | undefined;
  /** `repository@sha256:…` of the manifest, or an index over it. */
  readonly repoDigests: readonly string[];
  readonly manifestDigest?: string | undefined;
  readonly configDigest: string | undefined;
  readonly os: string | undefined;
  readonly architecture: string | undefined;
}

/**
 * The image that a report is about; undefined where it does not name its configuration by digest. Without the digest of its manifest it is known by that of its
 * configuration, as an archive of an engine is.
 */
export function imageSubject(told: ToldImage): Subject | undefined {
  const { configDigest, manifestDigest, repoDigests, name } = told;
  if (configDigest === undefined || !isDigest(configDigest)) return undefined;
  const listed = repoDigests.map((one) => one.slice(one.indexOf('@') + 1)).find(isDigest);
  const digest = manifestDigest !== undefined && isDigest(manifestDigest) ? manifestDigest : (listed ?? configDigest);
  const platform = { os: told.os ?? 'linux', architecture: told.architecture ?? 'unknown' };
  return { kind: 'image', name: name ?? configDigest, digest, configDigest, platform };
}

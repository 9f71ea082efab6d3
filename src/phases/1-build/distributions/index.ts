import type { Distribution } from '../../../core/index.ts';
import { knownDistribution, knownDistributions } from './list.ts';
import type { Named, ReleaseFile } from './release-file.ts';
import { makers, releaseFiles } from './release-files.ts';
import { supportOf } from './support.ts';

export { alpineBranch } from './alpine/index.ts';
export { debianCodename } from './debian/index.ts';
export { knownDistribution, knownDistributions } from './list.ts';
export { packageTypeOf } from './package-type.ts';
export { ubuntuCodename, ubuntuRelease } from './ubuntu/index.ts';

/** The files that `detectDistribution` may ask for, without leading slash; each is small (64 KiB is plenty). */
export const distributionFiles: readonly string[] = [
  ...releaseFiles.map(({ path }) => path),
  ...knownDistributions.flatMap(({ repositoryFile }) => (repositoryFile === undefined ? [] : [repositoryFile.path])),
];

/**
 * Which distribution a file system is, by its own word; undefined when no file says so.
 * `read` gives the bytes of a path after links are followed, or undefined; `now` decides whether support has ended.
 */
export function detectDistribution(
  read: (path: string) => Uint8Array | undefined,
  now: Date,
): Distribution | undefined {
  const said = releaseFiles
    .values()
    .map(saidBy(read))
    .find((one) => one !== undefined);
  if (said === undefined) return undefined;
  return withRepositories(withSupport(withCodename(said, read), now), read);
}

function withRepositories(said: Distribution, read: (path: string) => Uint8Array | undefined): Distribution {
  const file = knownDistribution(said.id)?.repositoryFile;
  const bytes = file === undefined ? undefined : read(file.path);
  const repositories = bytes === undefined ? [] : (file?.read(bytes) ?? []);
  return repositories.length === 0 ? said : { ...said, repositories };
}

/** A distribution of which only somebody's word is known, such as a bill of materials', with what we know of the release. */
export function knownRelease(said: Named, now: Date): Distribution {
  return withSupport(
    withCodename(said, () => undefined),
    now,
  );
}

function withSupport(distribution: Named, now: Date): Distribution {
  const endOfLife = supportOf(distribution, now);
  return endOfLife === undefined ? distribution : { ...distribution, endOfLife };
}

/** What a release file says, when it is there. */
const saidBy =
  (read: (path: string) => Uint8Array | undefined) =>
  (file: ReleaseFile): Named | undefined => {
    const bytes = read(file.path);
    return bytes === undefined ? undefined : file.read(file.path, new TextDecoder().decode(bytes), makers);
  };

/** Without a code name of its own word (distroless, old releases): from its number, or from the maker's own file (Debian testing). */
function withCodename(said: Named, read: (path: string) => Uint8Array | undefined): Named {
  const known = knownDistribution(said.id);
  if (said.codename !== undefined || known?.codename === undefined) return said;
  const codename = known.codename(said) ?? (known.releaseFile && saidBy(read)(known.releaseFile)?.codename);
  return codename === undefined ? said : { ...said, codename };
}

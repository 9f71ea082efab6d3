import type { Distribution } from '../../../core/index.ts';
import { knownDistribution, knownDistributions } from './list.ts';
import type { Named, ReleaseFile } from './release-file.ts';
import { makers, releaseFiles } from './release-files.ts';
import { supportOf } from './support.ts';

export { alpineBranch } from './alpine/index.ts';
export { debianCodename } from './debian/index.ts';
export { knownDistribution, knownDistributions } from './list.ts';
export { packageTypeOf } from './package-type.ts';
export { hasEnded, releaseNames } from './support.ts';
export { ubuntuCodename, ubuntuRelease } from './ubuntu/index.ts';

/** The files that `detectDistribution` may ask for, without leading slash; each is small (64 KiB is plenty). */
export const distributionFiles: readonly string[] = [
  ...releaseFiles.map(({ path }) => path),
  ...knownDistributions.flatMap(({ repositoryFiles }) => repositoryFiles?.paths ?? []),
];

/** Folders whose files `detectDistribution` may ask for besides, where it is told of them; a file has up to 1 MiB. */
export const distributionFolders: readonly string[] = knownDistributions.flatMap(
  ({ repositoryFiles }) => repositoryFiles?.folder ?? [],
);

/** Whether a file lies in one of those folders, as one that may be asked for. */
export const isInDistributionFolder = (path: string): boolean =>
  path.endsWith('.json') && distributionFolders.includes(path.slice(0, path.lastIndexOf('/')));

/**
 * Which distribution a file system is, by its own word; undefined when no file says so.
 * `read` gives the bytes of a path after links are followed, or undefined; `now` decides whether support has ended; `inFolders` are the files that lie in
 * `distributionFolders`.
 */
export function detectDistribution(
  read: (path: string) => Uint8Array | undefined,
  now: Date,
  inFolders: Iterable<string> = [],
): Distribution | undefined {
  const said = releaseFiles
    .values()
    .map(saidBy(read))
    .find((one) => one !== undefined);
  if (said === undefined) return undefined;
  return withRepositories(withSupport(withCodename(said, read), now), read, [...inFolders]);
}

function withRepositories(
  said: Distribution,
  read: (path: string) => Uint8Array | undefined,
  inFolders: readonly string[],
): Distribution {
  const files = knownDistribution(said.id)?.repositoryFiles;
  if (files === undefined) return said;
  const { folder } = files;
  const among = folder === undefined ? [] : inFolders.filter((path) => path.startsWith(`${folder}/`));
  const names = [...files.paths, ...among].flatMap((path) => {
    const bytes = read(path);
    return bytes === undefined ? [] : files.read(bytes, path);
  });
  return names.length === 0 ? said : { ...said, repositories: [...new Set(names)].sort() };
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

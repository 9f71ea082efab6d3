import type { Distribution } from '../../../core/index.ts';
import { type Named, releaseFiles } from './release-files.ts';
import { debianCodename } from './releases.ts';
import { supportOf } from './support.ts';

export { type Origin, originOf } from './origin/index.ts';
export * from './package-type.ts';
export { alpineBranch, debianCodename } from './releases.ts';

/** The files that `detectDistribution` may ask for, without leading slash; each is small (64 KiB is plenty). */
export const distributionFiles: readonly string[] = releaseFiles.map(({ path }) => path);

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
  const distribution = withCodename(said, read);
  const endOfLife = supportOf(distribution, now);
  return endOfLife === undefined ? distribution : { ...distribution, endOfLife };
}

/** What a release file says, when it is there. */
const saidBy =
  (read: (path: string) => Uint8Array | undefined) =>
  (file: (typeof releaseFiles)[number]): Named | undefined => {
    const bytes = read(file.path);
    return bytes === undefined ? undefined : file.read(new TextDecoder().decode(bytes));
  };

/** Debian without a code name of its own word (distroless, old releases): from its number, or from `debian_version` of testing. */
function withCodename(said: Named, read: (path: string) => Uint8Array | undefined): Named {
  if (said.id !== 'debian' || said.codename !== undefined) return said;
  const file = releaseFiles.find(({ path }) => path === 'etc/debian_version');
  const codename = debianCodename(said) ?? (file && saidBy(read)(file)?.codename);
  return codename === undefined ? said : { ...said, codename };
}

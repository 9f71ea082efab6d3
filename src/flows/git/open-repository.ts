import { filesSubject, SeaworthyError } from '../../core/index.ts';
import { filesAt } from '../../foundations/checkouts/index.ts';
import { type OpenedImage, openSources } from '../../foundations/images/index.ts';
import type { Settings } from '../settings.ts';
import { fetchRepository, nameOf } from './fetch-repository.ts';
import { type GitAddress, parseGitTarget } from './git-address.ts';

/** Opens a state of a repository as a source tree. What is fetched is removed when it is closed. Throws what `parseGitTarget` and `fetchRepository` throw. */
export async function openRepository(target: string, settings: Settings): Promise<OpenedImage> {
  const address = parseGitTarget(target);
  refuseUnsafe(address, settings);
  settings.progress?.({ activity: `Fetching ${nameOf(address)}` });
  const { folder, commit, remove } = await fetchRepository(address, settings);
  const place = address.repository === undefined ? filesAt(address.url)?.place : { repository: address.repository };
  if (place === undefined)
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such folder', { where: address.url });
  const subject = filesSubject(nameOf(address), 'sources', { place, path: '' }, commit);
  return openSources(
    folder,
    subject,
    `repository ${nameOf(address)} at commit ${commit.slice(0, 12)}, as a source tree`,
    remove,
  );
}

function refuseUnsafe(address: GitAddress, { offline, plainHttpHosts }: Settings): void {
  if (offline && address.protocol !== 'file')
    throw new SeaworthyError('E_OFFLINE', 'the repository lies elsewhere, and no socket may be opened', {
      where: nameOf(address),
    });
  if (address.protocol !== 'http' && address.protocol !== 'git') return;
  const { host } = new URL(address.url);
  if (plainHttpHosts.includes(host)) return;
  throw new SeaworthyError(
    'E_USAGE',
    `${address.protocol}:// tells whoever listens what is fetched, and lets them change it`,
    {
      where: nameOf(address),
      next: `Use https:// or ssh://; --insecure-plain-http ${host} allows it for this host.`,
    },
  );
}

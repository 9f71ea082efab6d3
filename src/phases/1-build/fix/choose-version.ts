import { offeredVersions, type Package, upgradeDistance } from '../../../core/index.ts';
import { versionOrder } from '../../../foundations/versions/index.ts';
import { isPlainVersion } from './plain-version.ts';

/**
 * The lowest version without any of the flaws, by what each of them says: for each the lowest within the major version of what is there, else the lowest beyond,
 * and of these the highest. Undefined where one of them has none that is newer and can be written. Whether it keeps the promise is for judging to say.
 */
export function chooseVersion(
  found: Pick<Package, 'version' | 'versionOrder'>,
  flaws: readonly (readonly string[])[],
  least = found.version,
): string | undefined {
  const order = versionOrder(found.versionOrder);
  if (order === undefined || flaws.length === 0) return undefined;
  const spelled = (version: string): string =>
    found.version.startsWith('v') && !version.startsWith('v') ? `v${version}` : version;
  let highest: string | undefined;
  for (const versions of flaws) {
    const newer = offeredVersions(versions.map(spelled), found.version)
      .filter((one) => isPlainVersion(one, found.versionOrder) && order.compare(one, least) > 0)
      .sort((a, b) => order.compare(a, b));
    const chosen = newer.find((one) => !isBreaking(found.version, one)) ?? newer[0];
    if (chosen === undefined) return undefined;
    if (highest === undefined || order.compare(chosen, highest) > 0) highest = chosen;
  }
  return highest;
}

/** Whether a version is of another major version; below 1 the second number is what says so (semver.org, item 4). */
export function isBreaking(installed: string, to: string): boolean {
  const distance = upgradeDistance(installed, to);
  return distance === 2 || (distance === 1 && /^v?0\./.test(installed));
}

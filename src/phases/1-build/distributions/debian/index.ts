import type { Distribution } from '../../../../core/index.ts';
import type { KnownDistribution } from '../known-distribution.ts';
import { named, type ReleaseFile } from '../release-file.ts';

/** Debian's releases by their number; a new one is one line. The names are also the keys of Debian's security data. */
const codenames: ReadonlyMap<string, string> = new Map([
  ['6', 'squeeze'],
  ['7', 'wheezy'],
  ['8', 'jessie'],
  ['9', 'stretch'],
  ['10', 'buster'],
  ['11', 'bullseye'],
  ['12', 'bookworm'],
  ['13', 'trixie'],
  ['14', 'forky'],
  ['15', 'duke'],
]);

/** `12.5`, or the code name of testing and `sid` while no number is given yet: `trixie/sid`. Derivatives keep the file. */
const releaseFile: ReleaseFile = {
  path: 'etc/debian_version',
  isKeptByOthers: true,
  read(path, text) {
    const line = text.trim();
    const version = /^(\d{1,3})(?:\.\d{1,3})*$/.exec(line)?.[1];
    if (version !== undefined) return named('debian', path, { version });
    const codename = /^([a-z]{3,20})\/sid$/.exec(line)?.[1];
    return codename === undefined ? undefined : named('debian', path, { codename });
  },
};

/** Point releases change nothing about where advisories are. */
function debianRelease({ version, codename }: Pick<Distribution, 'version' | 'codename'>): string | undefined {
  return (version === undefined ? undefined : codenames.get(version.split('.', 1)[0] ?? version)) ?? codename;
}

/** The code name of a Debian release (`bookworm`): by its number, else by its own word, which testing and `sid` have alone. Undefined for other distributions. */
export function debianCodename(distribution: Distribution): string | undefined {
  return distribution.id === 'debian' ? debianRelease(distribution) : undefined;
}

/** The end is that of LTS, the volunteers' security support that follows the security team's (wiki.debian.org/LTS); the paid ELTS is not counted. `sid` has none. */
export const debian: KnownDistribution = {
  id: 'debian',
  title: 'Debian',
  packageType: 'deb',
  releaseFile,
  codename: debianRelease,
  own: { domains: ['debian.org', 'debian.net'], names: ['Debian'], bugs: ['debian'] },
  notOwn: [{ revision: /ubuntu\d/, whose: 'Ubuntu' }],
  codenamesNotInVersions: ['stretch', 'buster', 'bullseye', 'bookworm', 'trixie', 'forky'],
  endoflife: { product: 'debian', day: 'eoesFrom' },
  endOfSupport: {
    6: '2016-02-29',
    7: '2018-05-31',
    8: '2020-06-30',
    9: '2022-06-30',
    10: '2024-06-30',
    11: '2026-08-31',
    12: '2028-06-30',
    13: '2030-06-30',
  },
};

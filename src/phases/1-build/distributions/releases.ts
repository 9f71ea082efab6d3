import type { Distribution } from '../../../core/index.ts';

/** Debian's releases by their number; a new one is one line. The names are also the keys of Debian's security data. */
const debianCodenames: ReadonlyMap<string, string> = new Map([
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

/** The part before the first dot: point releases change nothing about where advisories are. */
const major = (version: string): string => version.split('.', 1)[0] ?? version;

/** The code name of a Debian release (`bookworm`): by its number, else by its own word, which testing and `sid` have alone. */
export function debianCodename(distribution: Distribution): string | undefined {
  if (distribution.id !== 'debian') return undefined;
  const { version, codename } = distribution;
  return (version === undefined ? undefined : debianCodenames.get(major(version))) ?? codename;
}

/**
 * The branch of Alpine's package and security data: `3.20` for `3.20.3`, `edge` for the snapshots of the development branch, whose version is
 * that of a release yet to come (`3.21.0_alpha20240807`). Undefined for other distributions.
 */
export function alpineBranch(distribution: Distribution): string | undefined {
  if (distribution.id !== 'alpine' || distribution.version === undefined) return undefined;
  const { version } = distribution;
  if (version === 'edge' || /^\d+\.\d+(?:\.\d+)?_(?:alpha|beta|git)/.test(version)) return 'edge';
  return /^\d+\.\d+/.exec(version)?.[0];
}

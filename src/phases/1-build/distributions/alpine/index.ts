import type { Distribution } from '../../../../core/index.ts';
import type { KnownDistribution } from '../known-distribution.ts';
import { named, type ReleaseFile } from '../release-file.ts';

const releaseFile: ReleaseFile = {
  path: 'etc/alpine-release',
  read(path, text) {
    const version = /^\d+\.\d+[\w.]{0,40}$/.exec(text.trim())?.[0];
    return version === undefined ? undefined : named('alpine', path, { version });
  },
};

function branchOf({ version }: Pick<Distribution, 'version'>): string | undefined {
  if (version === undefined) return undefined;
  if (version === 'edge' || /^\d+\.\d+(?:\.\d+)?_(?:alpha|beta|git)/.test(version)) return 'edge';
  return /^\d+\.\d+/.exec(version)?.[0];
}

/**
 * The branch of Alpine's package and security data: `3.20` for `3.20.3`, `edge` for the snapshots of the development branch, whose version is
 * that of a release yet to come (`3.21.0_alpha20240807`). Undefined for other distributions.
 */
export function alpineBranch(distribution: Distribution): string | undefined {
  return distribution.id === 'alpine' ? branchOf(distribution) : undefined;
}

/** The end is that of the branch ("End of support", alpinelinux.org/releases). Development snapshots have none. */
export const alpine: KnownDistribution = {
  id: 'alpine',
  title: 'Alpine Linux',
  packageType: 'apk',
  releaseFile,
  datedAs: branchOf,
  own: { domains: ['alpinelinux.org'] },
  endoflife: { product: 'alpine-linux', day: 'eolFrom' },
  endOfSupport: {
    '2.6': '2015-05-01',
    '2.7': '2015-11-01',
    '3.0': '2016-05-01',
    '3.1': '2016-11-01',
    '3.2': '2017-05-01',
    '3.3': '2017-11-01',
    '3.4': '2018-05-01',
    '3.5': '2018-11-01',
    '3.6': '2019-05-01',
    '3.7': '2019-11-01',
    '3.8': '2020-05-01',
    '3.9': '2020-11-01',
    '3.10': '2021-05-01',
    '3.11': '2021-11-01',
    '3.12': '2022-05-01',
    '3.13': '2022-11-01',
    '3.14': '2023-05-01',
    '3.15': '2023-11-01',
    '3.16': '2024-05-23',
    '3.17': '2024-11-22',
    '3.18': '2025-05-09',
    '3.19': '2025-11-01',
    '3.20': '2026-04-01',
    '3.21': '2026-11-01',
    '3.22': '2027-05-01',
    '3.23': '2027-11-01',
  },
};

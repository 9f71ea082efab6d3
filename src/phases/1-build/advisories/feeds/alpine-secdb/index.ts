import { alpineBranch } from '../../../distributions/index.ts';
import type { Feed } from '../../feed.ts';
import { alpineKind, parseSecdb } from './parse.ts';

const MiB = 1024 * 1024;

const form = /^alpine\/(?:\d{1,3}\.\d{1,3}|edge)$/;

/** Folder of a partition on the server: `v3.20`, `edge`. */
function folder(partition: string): string {
  const branch = partition.slice('alpine/'.length);
  return branch === 'edge' ? branch : `v${branch}`;
}

/**
 * What Alpine has fixed in each branch, by origin package (https://secdb.alpinelinux.org). It knows nothing of flaws that are not fixed yet.
 * Partitions: `alpine/3.20`, `alpine/edge`.
 */
export const alpineSecdb: Feed = {
  id: 'alpine-secdb',
  version: 1,
  title: 'Alpine security database',
  needs: ['network'],
  base: 'https://secdb.alpinelinux.org',
  setting: 'alpine',
  publisher: 'Alpine Linux',
  licence: 'none stated; published by Alpine Linux for reuse',
  // A file has some 170 KB.
  limits: { bytes: 4 * MiB, inflatedBytes: 4 * MiB, records: 500_000 },
  tells: 'advisories',
  proven: {
    with: 'real',
    what: 'All files of the branches 3.10 to 3.21 and edge as of 2024-12-31: each CVE of each list is there. Flaws that are not fixed yet are not in it.',
  },
  distributions: ['alpine'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: (partition) => [
    { path: `${folder(partition)}/main.json` },
    // Old branches have no such file.
    { path: `${folder(partition)}/community.json`, optional: true },
  ],
  parse: (partition, files) => parseSecdb(alpineKind(folder(partition)), files),
  lookups(found, distribution) {
    if (found.type !== 'apk' || distribution === undefined) return [];
    const branch = alpineBranch(distribution);
    if (branch === undefined) return [];
    const key = found.source?.name ?? found.name;
    const why =
      key === found.name
        ? `Alpine publishes about the package ${key} ${found.version} of branch ${branch}.`
        : `Alpine publishes about the origin package ${key} of branch ${branch}, from which ${found.name} ${found.version} was built.`;
    return [{ partition: `alpine/${branch}`, key, version: found.version, why }];
  },
};

import type { Distribution } from '../../../../../core/index.ts';
import { loadXml } from '../../../../../foundations/formats/index.ts';
import { knownDistribution } from '../../../distributions/index.ts';
import type { Feed } from '../../feed.ts';
import { loadCalculator } from '../cvss.ts';
import { parseSuseOval } from './parse.ts';
import { productOf } from './products.ts';

const MiB = 1024 * 1024;

const form = /^[a-z-]{4,20}\/(?:\d{1,2}(?:\.\d{1,2})?|rolling)$/;

/** `sles/15.6`, `opensuse-leap/15.5`, `opensuse-tumbleweed/rolling`. */
function partitionOf({ id, version }: Distribution): string | undefined {
  const release = /^\d{1,2}(?:\.\d{1,2})?(?=\.|$)/.exec(version ?? '')?.[0];
  const partition = `${id}/${id === 'opensuse-tumbleweed' ? 'rolling' : release}`;
  return productOf(partition) === undefined ? undefined : partition;
}

/**
 * What SUSE says of every flaw in one product, by binary package: fixed, not fixed, not affected (https://ftp.suse.com/pub/projects/security/oval/).
 * Partitions: `sles/15.6`, `opensuse-leap/15.5`, `sle-micro/5.5`, `opensuse-tumbleweed/rolling`.
 */
export const suseOval: Feed = {
  id: 'suse-oval',
  version: 2,
  title: 'SUSE security data (OVAL)',
  needs: ['network'],
  base: 'https://ftp.suse.com/pub/projects/security/oval',
  setting: 'suse',
  publisher: 'SUSE',
  licence: 'none stated; published by SUSE for security tools',
  // The file of a service pack has some 10 MB, and 300 MB once inflated; it is walked.
  limits: { bytes: 128 * MiB, inflatedBytes: 512 * MiB, records: 5_000_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'Files in the published form (…-affected.xml), with fixed, open and unaffected packages and products side by side; SUSE’s own files were not at hand.',
  },
  distributions: ['sles', 'sle-micro', 'opensuse-leap', 'opensuse-tumbleweed'],
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition) && productOf(partition) !== undefined,
  files(partition) {
    const stem = `${productOf(partition)?.file}-affected.xml`;
    return [{ path: `${stem}.gz`, instead: `${stem}.bz2` }];
  },
  async prepare() {
    await loadXml();
    await loadCalculator();
  },
  parse: (partition, files) => parseSuseOval(productOf(partition)?.version, files),
  lookups(found, distribution) {
    const partition = found.type === 'rpm' && distribution !== undefined ? partitionOf(distribution) : undefined;
    if (partition === undefined || distribution === undefined) return [];
    const title = knownDistribution(distribution.id)?.title ?? distribution.id;
    const why = `SUSE publishes about the binary package ${found.name} ${found.version} of ${title} ${distribution.version ?? ''}`;
    return [{ partition, key: found.name, version: found.version, why: `${why.trimEnd()}.` }];
  },
};

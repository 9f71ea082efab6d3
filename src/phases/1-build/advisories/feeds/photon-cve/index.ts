import type { Feed } from '../../feed.ts';
import { checkedTags } from '../release-tags.ts';
import { parsePhoton, photonFile, withoutEpoch } from './parse.ts';

const MiB = 1024 * 1024;

const prefix = 'photon';
const form = /^photon\/\d{1,2}\.\d{1,2}$/;

/**
 * What Photon OS knows of each CVE in each source package of a release: fixed, not fixed yet, never affected. Partitions: `photon/5.0`.
 */
export const photonCve: Feed = {
  id: 'photon-cve',
  version: 1,
  title: 'Photon OS CVE metadata',
  needs: ['network'],
  base: 'https://packages.broadcom.com/photon/photon_cve_metadata',
  setting: 'photon',
  publisher: 'VMware by Broadcom',
  licence: 'none stated; published by VMware by Broadcom for scanners',
  // A file has some 2 MB.
  limits: { bytes: 32 * MiB, inflatedBytes: 32 * MiB, records: 500_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'A file written by hand in the form of cve_data_photon5.0.json, with each state of a CVE.',
  },
  distributions: ['photon'],
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: (partition) => [{ path: photonFile(partition.slice(prefix.length + 1)) }],
  parse(partition, files) {
    const release = partition.slice(prefix.length + 1);
    const wanted = `ph${release.split('.', 1)[0]}`;
    return checkedTags(parsePhoton(release, files), { wanted, form: /\.(ph\d{1,2})(?!\d)/ });
  },
  lookups(found, distribution) {
    const release =
      distribution?.id === 'photon' ? /^\d{1,2}\.\d{1,2}/.exec(distribution.version ?? '')?.[0] : undefined;
    if (found.type !== 'rpm' || release === undefined) return [];
    const key = found.source?.name ?? found.name;
    const version = withoutEpoch(found.source?.version ?? found.version);
    const why = `Photon OS publishes about the source package ${key} ${version} of release ${release}, without epochs${key === found.name ? '' : `; ${found.name} ${found.version} was built from it`}.`;
    return [{ partition: `${prefix}/${release}`, key, version, why }];
  },
};

import { loadXml } from '../../../../../foundations/formats/index.ts';
import type { Feed } from '../../feed.ts';
import { loadCalculator } from '../cvss.ts';
import { rpmBinaryLookups } from '../rpm-lookup.ts';
import { parseOracleOval } from './parse.ts';
import { buildKey } from './variants.ts';

const MiB = 1024 * 1024;

const prefix = 'oracle';
const form = /^oracle\/\d{1,2}$/;

/**
 * Oracle's errata (ELSA) by binary package: what was fixed, and nothing of flaws that are not fixed yet (https://linux.oracle.com/security/oval/). Partitions:
 * `oracle/9`.
 */
export const oracleOval: Feed = {
  id: 'oracle-oval',
  version: 1,
  title: 'Oracle Linux errata (OVAL)',
  needs: ['network'],
  base: 'https://linux.oracle.com/security/oval',
  setting: 'oracle',
  publisher: 'Oracle',
  licence: 'none stated; published by Oracle for security tools',
  // The file of all releases has some 10 MB, and 200 MB once inflated; it is walked.
  limits: { bytes: 96 * MiB, inflatedBytes: 512 * MiB, records: 3_000_000 },
  tells: 'advisories',
  proven: {
    with: 'shape',
    what: 'Files in the published form, with modules, architectures, ksplice and FIPS builds; Oracle’s own file was not at hand. Flaws that are not fixed yet are not in it.',
  },
  distributions: ['ol'],
  fixesOnly: true,
  maxAgeHours: 12,
  contextPartitions: [],
  owns: (partition) => form.test(partition),
  files: (partition) => [
    {
      path: `com.oracle.elsa-ol${partition.slice(prefix.length + 1)}.xml.bz2`,
      instead: 'com.oracle.elsa-all.xml.bz2',
    },
  ],
  async prepare() {
    await loadXml();
    await loadCalculator();
  },
  parse: (partition, files) => parseOracleOval(partition.slice(prefix.length + 1), files),
  lookups: (found, distribution) =>
    rpmBinaryLookups(found, distribution, { id: 'ol', prefix }).map((one) => ({
      ...one,
      key: buildKey(one.key, found.version),
    })),
};

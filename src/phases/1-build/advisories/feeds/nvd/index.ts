import type { Feed } from '../../feed.ts';
import { nvdFile, parseNvd } from './parse.ts';

const MiB = 1024 * 1024;
const prefix = 'nvd/';
const form = /^nvd\/20\d\d$/;
/** The first feed holds everything before it as well. */
const firstYear = 2002;

/**
 * How severe each CVE is, by CVSS, says NIST's National Vulnerability Database (https://nvd.nist.gov/vuln/data-feeds, feeds in the form of its API 2.0).
 * It is asked where nobody else rates a flaw, and only for the years of such flaws. Partitions: `nvd/2024` …, by the year in the CVE id.
 */
export const nvd: Feed = {
  id: 'nvd',
  version: 2,
  title: 'NVD, CVSS ratings',
  needs: ['network'],
  base: 'https://nvd.nist.gov/feeds/json/cve/2.0',
  setting: 'nvd',
  publisher: 'NIST (United States), National Vulnerability Database',
  licence: 'public domain in the United States; this product uses NVD data but is not endorsed or certified by the NVD',
  // A year has up to some 20 MB, 200 MB once inflated; it is walked flaw by flaw.
  limits: { bytes: 64 * MiB, inflatedBytes: 288 * MiB, records: 500_000 },
  tells: 'severity',
  proven: { with: 'shape', what: 'Files in the form of the yearly feeds of API 2.0; no real one was at hand.' },
  maxAgeHours: 24,
  contextPartitions: [],
  owns: (partition) => form.test(partition) && Number(partition.slice(prefix.length)) >= firstYear,
  files: (partition) => [{ path: nvdFile(partition.slice(prefix.length)) }],
  parse: (partition, files) => parseNvd(partition.slice(prefix.length), files),
  lookups: () => [],
  rates: {
    partitions(cve) {
      const year = Number(/^CVE-(\d{4})-/.exec(cve)?.[1]);
      return year >= 1999 && year < 2100 ? [`${prefix}${Math.max(year, firstYear)}`] : [];
    },
    fetch: true,
  },
};

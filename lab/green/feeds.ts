import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { feeds } from '../../src/flows/index.ts';
import { makeZip } from '../fixtures/index.ts';

/** Names of all feeds that there are, as `--feed` has them. */
export const allFeeds: readonly string[] = feeds.map(({ setting }) => setting);

const record = (id: string, ecosystem: string, name: string, fixed: string, severity: object) => ({
  schema_version: '1.7.0',
  id,
  summary: 'A flaw',
  published: '2025-12-01T00:00:00Z',
  modified: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem, name },
      ranges: [{ type: ecosystem === 'PyPI' ? 'ECOSYSTEM' : 'SEMVER', events: [{ introduced: '0' }, { fixed }] }],
    },
  ],
  ...severity,
});

const zip = (...records: readonly { readonly id: string }[]): Uint8Array =>
  makeZip(records.map((one) => ({ name: `${one.id}.json`, content: JSON.stringify(one) })));

const high = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' }] };

/** A flaw of `flawed` in every source; its severity is known to OSV for npm only. Two CVEs are exploited: one of them in Alpine's `flawed`. */
export const feedFiles: Readonly<Record<string, string | Uint8Array>> = {
  'alpine/v3.20/main.json': JSON.stringify({
    distroversion: 'v3.20',
    packages: [
      { pkg: { name: 'flawed', secfixes: { '2.0-r0': ['CVE-2025-0001', 'CVE-2025-0002'] } } },
      { pkg: { name: 'sound', secfixes: { '0.9-r0': ['CVE-2025-0009'] } } },
    ],
  }),
  'debian-tracker/data/json': JSON.stringify({
    flawed: {
      'CVE-2025-0001': {
        scope: 'remote',
        releases: { bookworm: { status: 'resolved', fixed_version: '2.0-1', urgency: 'not yet assigned' } },
      },
    },
    sound: {
      'CVE-2025-0009': {
        scope: 'remote',
        releases: { bookworm: { status: 'resolved', fixed_version: '0.9-1', urgency: 'low' } },
      },
    },
  }),
  'debian-advisories/DSA/list':
    '[01 Dec 2025] DSA-6000-1 flawed - security update\n\t{CVE-2025-0001}\n\t[bookworm] - flawed 2.0-1\n',
  'debian-advisories/DLA/list':
    '[01 Dec 2025] DLA-4000-1 other - security update\n\t{CVE-2025-0008}\n\t[bullseye] - other 2.0-1\n',
  'osv/npm/all.zip': zip(
    record('GHSA-aaaa-aaaa-aaaa', 'npm', 'flawed', '2.0.0', high),
    record('GHSA-bbbb-bbbb-bbbb', 'npm', 'unrated', '2.0.0', {}),
  ),
  'osv/PyPI/all.zip': zip(record('PYSEC-2025-1', 'PyPI', 'flawed', '2.0.0', {})),
  'osv/Go/all.zip': zip(record('GO-2025-0001', 'Go', 'example.com/flawed', '2.0.0', {})),
  'kev/known_exploited_vulnerabilities.json': JSON.stringify({
    title: 'A catalogue',
    catalogVersion: '2026.01.01',
    dateReleased: '2026-01-01T10:00:00.0000Z',
    count: 1,
    vulnerabilities: [
      {
        cveID: 'CVE-2025-0001',
        vulnerabilityName: 'A flaw',
        dateAdded: '2025-12-01',
        requiredAction: 'Update.',
        dueDate: '2025-12-22',
        knownRansomwareCampaignUse: 'Unknown',
      },
    ],
  }),
  'epss/epss_scores-current.csv.gz': gzipSync(
    '#model_version:v2026.01.01,score_date:2026-01-01T00:00:00+0000\ncve,epss,percentile\nCVE-2025-0001,0.97505,0.99991\n',
  ),
};

/** The feeds that `writeFeeds` has files for. */
export const writtenFeeds: ReadonlySet<string> = new Set(
  Object.keys(feedFiles).map((path) => path.slice(0, path.indexOf('/'))),
);

/** Writes a small set of advisories in the shapes that the publishers serve, one folder a feed. */
export async function writeFeeds(folder: string): Promise<void> {
  for (const [path, body] of Object.entries(feedFiles)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), body);
  }
}

import { type Example, examplePackage } from '../example.ts';

/** An entry of `affected`, in the form of the published records. */
export const affected = (ecosystem: string, name: string, fixed?: string) => ({
  package: { ecosystem, name, purl: `pkg:deb/ubuntu/${name}?arch=source` },
  ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
  versions: ['1.0-1'],
  ecosystem_specific: { binaries: [{ binary_name: name, binary_version: '1.0-1' }] },
});

/** A record of a flaw. */
export const flaw = (cve: string, word: string, entries: readonly object[]) => ({
  schema_version: '1.7.0',
  id: `UBUNTU-${cve}`,
  details: `What ${cve} is.`,
  aliases: [],
  upstream: [cve],
  severity: [
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H' },
    { type: 'Ubuntu', score: word },
  ],
  published: '2030-01-02T16:15:00Z',
  modified: '2030-01-03T16:15:00Z',
  affected: entries,
});

const notice = {
  schema_version: '1.7.0',
  id: 'USN-9000-1',
  summary: 'openssl vulnerability',
  aliases: [],
  upstream: ['UBUNTU-CVE-2030-0001', 'CVE-2030-0001'],
  published: '2030-01-03T00:00:00Z',
  modified: '2030-01-03T00:00:00Z',
  affected: [affected('Ubuntu:24.04:LTS', 'openssl', '3.0.13-0ubuntu3.1')],
};

export const example: Example = {
  partition: 'ubuntu-osv/24.04',
  files: [
    {
      path: 'osv-all.tar.xz',
      content: {
        'osv/cve/2030/UBUNTU-CVE-2030-0001.json': JSON.stringify(
          flaw('CVE-2030-0001', 'medium', [
            affected('Ubuntu:22.04:LTS', 'openssl', '3.0.2-0ubuntu1.5'),
            affected('Ubuntu:24.04:LTS', 'openssl', '3.0.13-0ubuntu3.1'),
            affected('Ubuntu:Pro:FIPS:24.04:LTS', 'openssl', '3.0.13-0ubuntu3+Fips1'),
          ]),
        ),
        'osv/cve/2030/UBUNTU-CVE-2030-0002.json': JSON.stringify(
          flaw('CVE-2030-0002', 'low', [affected('Ubuntu:24.04:LTS', 'zlib')]),
        ),
        'osv/usn/USN-9000-1.json': JSON.stringify(notice),
      },
    },
  ],
  records: [
    'source/openssl CVE-2030-0001 affected',
    'source/zlib CVE-2030-0002 affected',
    'source/openssl USN-9000-1 affected',
  ],
  lookup: {
    found: examplePackage('deb', 'libssl3t64', '3.0.13-0ubuntu3', {
      source: { name: 'openssl', version: '3.0.13-0ubuntu3' },
    }),
    distribution: { id: 'ubuntu', version: '24.04', codename: 'noble', like: ['debian'], path: 'etc/os-release' },
    key: 'source/openssl',
    version: '3.0.13-0ubuntu3',
  },
};

import type { Example } from '../example.ts';

const year = {
  resultsPerPage: 2,
  startIndex: 0,
  totalResults: 2,
  format: 'NVD_CVE',
  version: '2.0',
  timestamp: '2030-01-02T03:00:01.500',
  vulnerabilities: [
    {
      cve: {
        id: 'CVE-2030-0001',
        sourceIdentifier: 'cna@example.com',
        vulnStatus: 'Analyzed',
        metrics: {
          cvssMetricV31: [
            {
              source: 'nvd@nist.gov',
              type: 'Primary',
              cvssData: {
                version: '3.1',
                vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
                baseScore: 9.8,
                baseSeverity: 'CRITICAL',
              },
            },
          ],
        },
      },
    },
    { cve: { id: 'CVE-2030-0002', vulnStatus: 'Rejected', metrics: {} } },
  ],
};

export const example: Example = {
  partition: 'nvd/2030',
  files: [{ path: 'nvdcve-2.0-2030.json.gz', content: JSON.stringify(year) }],
  records: ['CVE-2030-0001 CVE-2030-0001 undetermined', 'CVE-2030-0002 CVE-2030-0002 withdrawn'],
};

import { type Example, examplePackage } from '../example.ts';

const cve = (id: string, match: object, more: object = {}) => ({
  cve: {
    id,
    vulnStatus: 'Analyzed',
    published: '2030-01-01T10:00:00.000',
    lastModified: '2030-01-02T10:00:00.000',
    descriptions: [{ lang: 'en', value: 'What can happen.' }],
    metrics: {},
    configurations: [
      {
        nodes: [
          {
            operator: 'OR',
            negate: false,
            cpeMatch: [{ vulnerable: true, criteria: 'cpe:2.3:a:haxx:curl:*:*:*:*:*:*:*:*', ...match }],
          },
        ],
      },
    ],
    ...more,
  },
});

const answer = {
  resultsPerPage: 2,
  startIndex: 0,
  totalResults: 2,
  format: 'NVD_CVE',
  version: '2.0',
  timestamp: '2030-01-03T10:00:00.000',
  vulnerabilities: [
    cve('CVE-2030-0001', { versionStartIncluding: '7.1.0', versionEndExcluding: '8.4.0' }),
    cve('CVE-2030-0002', {}, { vulnStatus: 'Rejected', configurations: [] }),
  ],
};

export const example: Example = {
  partition: 'nvd-products/haxx/curl',
  files: [{ path: 'haxx/curl.json', content: JSON.stringify(answer) }],
  records: ['haxx:curl CVE-2030-0001 affected', 'haxx:curl CVE-2030-0002 withdrawn'],
  lookup: { found: examplePackage('generic', 'curl', '8.1.0'), key: 'haxx:curl', version: '8.1.0' },
};

import type { Example } from '../example.ts';

/** A record of the repository, with what CISA adds. */
export const cveRecord = (id: string, adp: object, state = 'PUBLISHED'): string =>
  JSON.stringify({
    dataType: 'CVE_RECORD',
    dataVersion: '5.1',
    cveMetadata: { cveId: id, state },
    containers: {
      cna: { metrics: [{ cvssV3_1: { baseScore: 1, vectorString: 'x' } }] },
      adp: [{ title: 'CISA ADP Vulnrichment', providerMetadata: { shortName: 'CISA-ADP' }, ...adp }],
    },
  });

export const ssvcMetric = (exploitation: string, automatable = 'yes', impact = 'total') => ({
  other: {
    type: 'ssvc',
    content: {
      id: 'CVE-2030-0001',
      role: 'CISA Coordinator',
      options: [{ Exploitation: exploitation }, { Automatable: automatable }, { 'Technical Impact': impact }],
      version: '2.0.3',
      timestamp: '2030-01-02T03:04:05.678901Z',
    },
  },
});

export const example: Example = {
  partition: 'vulnrichment',
  files: [
    {
      path: 'develop.zip',
      content: {
        'vulnrichment-develop/README.md': 'x',
        'vulnrichment-develop/2030/0xxx/CVE-2030-0001.json': cveRecord('CVE-2030-0001', {
          metrics: [
            ssvcMetric('active'),
            { cvssV3_1: { baseScore: 7.5, vectorString: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' } },
          ],
          problemTypes: [{ descriptions: [{ type: 'CWE', lang: 'en', cweId: 'CWE-79', description: 'CWE-79' }] }],
        }),
        'vulnrichment-develop/2030/0xxx/CVE-2030-0002.json': cveRecord('CVE-2030-0002', { metrics: [] }),
      },
    },
  ],
  records: ['CVE-2030-0001 CVE-2030-0001 undetermined'],
};

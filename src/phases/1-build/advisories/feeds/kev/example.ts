import type { Example } from '../example.ts';

const catalogue = {
  title: 'A catalogue',
  catalogVersion: '2030.01.02',
  dateReleased: '2030-01-02T10:00:00.0000Z',
  count: 1,
  vulnerabilities: [
    {
      cveID: 'CVE-2030-0001',
      vulnerabilityName: 'A flaw',
      dateAdded: '2030-01-01',
      requiredAction: 'Update.',
      dueDate: '2030-01-22',
      knownRansomwareCampaignUse: 'Known',
    },
  ],
};

export const example: Example = {
  partition: 'kev',
  files: [{ path: 'known_exploited_vulnerabilities.json', content: JSON.stringify(catalogue) }],
  records: ['CVE-2030-0001'],
};

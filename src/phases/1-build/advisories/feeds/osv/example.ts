import { type Example, examplePackage } from '../example.ts';

const flaw = {
  schema_version: '1.7.0',
  id: 'GHSA-aaaa-bbbb-cccc',
  aliases: ['CVE-2030-0001'],
  summary: 'A flaw',
  details: 'In words.',
  modified: '2030-01-02T00:00:00Z',
  published: '2030-01-01T00:00:00Z',
  severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }],
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'Flask_Login' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      versions: ['1.0'],
    },
    { package: { ecosystem: 'npm', name: 'flask-login' }, versions: ['1.0.0'] },
  ],
  references: [{ type: 'WEB', url: 'https://example.com/flaw' }],
  database_specific: { severity: 'CRITICAL' },
};

const withdrawn = {
  id: 'PYSEC-2030-1',
  modified: '2030-01-03T00:00:00Z',
  withdrawn: '2030-01-03T00:00:00Z',
  affected: [{ package: { ecosystem: 'PyPI', name: 'other' }, versions: ['1.0'] }],
};

export const example: Example = {
  partition: 'osv/PyPI',
  files: [
    {
      path: 'PyPI/all.zip',
      content: {
        'GHSA-aaaa-bbbb-cccc.json': JSON.stringify(flaw),
        'PYSEC-2030-1.json': JSON.stringify(withdrawn),
      },
    },
  ],
  records: ['flask-login GHSA-aaaa-bbbb-cccc affected', 'other PYSEC-2030-1 withdrawn'],
  lookup: {
    found: examplePackage('pypi', 'flask.login', '1.0'),
    key: 'flask-login',
    version: '1.0',
  },
};

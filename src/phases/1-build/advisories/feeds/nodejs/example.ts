import { type Example, examplePackage } from '../example.ts';

const index = {
  1: {
    cve: ['CVE-2030-0001'],
    vulnerable: '50.x || 52.x',
    patched: '^50.4.1 || ^52.0.3',
    ref: 'https://nodejs.example/security',
    description: 'A flaw',
    overview: 'What happens.\n',
    affectedEnvironments: ['all'],
    severity: 'high',
  },
  2: {
    cve: ['CVE-2030-0002', 'CVE-2030-0003'],
    vulnerable: '52.x',
    patched: '^52.1.0',
    affectedEnvironments: ['win32'],
  },
};

export const example: Example = {
  partition: 'nodejs',
  files: [{ path: 'index.json', content: JSON.stringify(index) }],
  records: ['node CVE-2030-0001 affected', 'node NODE-2 affected'],
  lookup: { found: examplePackage('generic', 'node', '50.4.0'), key: 'node', version: '50.4.0' },
};

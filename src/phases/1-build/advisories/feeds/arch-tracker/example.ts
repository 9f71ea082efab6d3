import { type Example, examplePackage } from '../example.ts';

const group = (
  name: string,
  packages: readonly string[],
  status: string,
  fixed: string | null,
  issues: readonly string[],
) => ({
  name,
  packages,
  status,
  severity: 'High',
  type: 'arbitrary code execution',
  affected: '3.0.0-1',
  fixed,
  ticket: null,
  issues,
  advisories: status === 'Fixed' ? ['ASA-203001-1'] : [],
});

const groups = [
  group('AVG-4', ['openssl', 'lib32-openssl'], 'Fixed', '3.0.1-1', ['CVE-2030-0001', 'CVE-2030-0002']),
  group('AVG-3', ['zlib'], 'Vulnerable', null, ['CVE-2030-0003']),
  group('AVG-2', ['curl'], 'Not affected', null, ['CVE-2030-0004']),
  group('AVG-1', ['bash'], 'Unknown', null, ['CVE-2030-0005']),
];

export const example: Example = {
  partition: 'arch',
  files: [{ path: 'all.json', content: JSON.stringify(groups) }],
  records: [
    'openssl AVG-4 affected',
    'lib32-openssl AVG-4 affected',
    'zlib AVG-3 affected',
    'curl AVG-2 unaffected',
    'bash AVG-1 undetermined',
  ],
  lookup: {
    found: examplePackage('alpm', 'openssl', '3.0.0-2'),
    distribution: { id: 'arch', like: [], path: 'etc/os-release' },
    key: 'openssl',
    version: '3.0.0-2',
  },
};
